package org.openguides.processing.internal.dita;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The classes and attribute defaults of DTDs by element name. For the elements published by OASIS the name determines
 * the class, except for three names that differ between maps and topics. In other vocabularies a name may have any
 * meaning ({@code chapter} is a topicref of OASIS, but a topic elsewhere), so elements of maps are not used in topics.
 */
final class Vocabulary {

    private static final Vocabulary PUBLISHED = new Vocabulary(classes(), defaults());

    private final Map<String, ElementClass> ofMaps = new HashMap<>();
    private final Map<String, ElementClass> ofTopics = new HashMap<>();
    private final Map<String, Map<String, String>> defaults;

    private Vocabulary(Iterable<Map.Entry<String, ElementClass>> classes, Map<String, Map<String, String>> defaults) {
        this.defaults = defaults;
        for (Map.Entry<String, ElementClass> each : classes) {
            (each.getValue().ofMaps() ? ofMaps : ofTopics).put(each.getKey(), each.getValue());
        }
    }

    /** Returns the vocabulary published by OASIS. */
    static Vocabulary published() {
        return PUBLISHED;
    }

    /**
     * Returns a vocabulary with the given classes only.
     *
     * @throws IllegalArgumentException if a class is invalid
     */
    static Vocabulary of(Map<String, String> classes) {
        List<Map.Entry<String, ElementClass>> entries = classes.entrySet().stream()
                .map(each -> Map.entry(each.getKey(), ElementClass.of(each.getValue())))
                .toList();
        for (Map.Entry<String, ElementClass> each : entries) {
            if (!each.getValue().isValid()) {
                throw new IllegalArgumentException(
                        each.getKey() + ": not a class: " + each.getValue().value());
            }
        }
        return new Vocabulary(entries, Map.of());
    }

    /** Returns the class of an element in a map. */
    @Nullable
    ElementClass inMap(String element) {
        ElementClass own = ofMaps.get(element);
        return own == null ? ofTopics.get(element) : own;
    }

    /** Returns the class of an element in a topic. */
    @Nullable
    ElementClass inTopic(String element) {
        return ofTopics.get(element);
    }

    /** Returns whether an element has a class in any context. */
    boolean knows(String element) {
        return ofTopics.containsKey(element) || ofMaps.containsKey(element);
    }

    /** Returns the default value of an attribute. */
    @Nullable
    String defaultOf(String element, String attribute) {
        return defaults.getOrDefault(element, Map.of()).get(attribute);
    }

    private static List<Map.Entry<String, ElementClass>> classes() {
        return lines("classes.txt").stream()
                .flatMap(line -> {
                    int colon = line.indexOf(" : ");
                    String pattern = line.substring(0, colon);
                    return words(line.substring(colon + 3)).stream()
                            .map(name -> Map.entry(name, ElementClass.of(pattern.replace("*", name))));
                })
                .toList();
    }

    private static Map<String, Map<String, String>> defaults() {
        Map<String, Map<String, String>> values = new HashMap<>();
        for (String line : lines("defaults.txt")) {
            List<String> words = words(line);
            Map<String, String> ofElement = new HashMap<>();
            for (String each : words.subList(1, words.size())) {
                int equals = each.indexOf('=');
                ofElement.put(each.substring(0, equals), each.substring(equals + 1));
            }
            values.put(words.get(0), Map.copyOf(ofElement));
        }
        return Map.copyOf(values);
    }

    private static List<String> words(String line) {
        return List.of(line.strip().split(" +"));
    }

    private static List<String> lines(String resource) {
        try (InputStream bytes = Objects.requireNonNull(Vocabulary.class.getResourceAsStream(resource), resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
