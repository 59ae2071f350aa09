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
 * What a DTD would have said: classes and attribute defaults by element name. In what OASIS has published the name
 * decides, but for three names that mean one thing in maps and another in topics. Elsewhere a name may mean anything
 * ({@code chapter} is a topicref of OASIS, and a topic of others), so topics never see what only maps have.
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

    /** What OASIS has published. */
    static Vocabulary published() {
        return PUBLISHED;
    }

    /**
     * A vocabulary of one's own, which knows nothing else.
     *
     * @throws IllegalArgumentException if a class is none
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

    /** The class of an element of a map. */
    @Nullable
    ElementClass inMap(String element) {
        ElementClass own = ofMaps.get(element);
        return own == null ? ofTopics.get(element) : own;
    }

    /** The class of an element of a topic. */
    @Nullable
    ElementClass inTopic(String element) {
        return ofTopics.get(element);
    }

    /** Whether an element has a class, wherever. */
    boolean knows(String element) {
        return ofTopics.containsKey(element) || ofMaps.containsKey(element);
    }

    /** The value that an attribute has where it is absent. */
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
