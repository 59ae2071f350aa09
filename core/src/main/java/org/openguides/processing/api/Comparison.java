package org.openguides.processing.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a run that compares has found: how assets differ from what a run would write. Bounded and immutable; each method that
 * adds something returns another comparison.
 */
@ProviderType
public final class Comparison {

    /** Nothing has been compared. */
    public static final Comparison NONE = new Comparison(0, new TreeMap<>());

    /** How many examples are kept. */
    public static final int EXAMPLES = 100;

    /** How many properties are told apart; other bundles may name any. */
    private static final int PROPERTIES = 100;

    private static final String OTHERS = "(others)";

    private final long compared;
    private final SortedMap<String, Long> properties;
    private final List<Difference> examples;
    private final long unknownMaps;

    /** An asset that differs. Immutable. */
    @ProviderType
    public static final class Difference {

        private final String path;
        private final List<String> properties;

        public Difference(String path, List<String> properties) {
            this.path = path;
            this.properties = List.copyOf(properties);
        }

        /** Path of the asset. */
        public String path() {
            return path;
        }

        /** What would be written or removed. */
        public List<String> properties() {
            return properties;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Difference that && path.equals(that.path) && properties.equals(that.properties);
        }

        @Override
        public int hashCode() {
            return Objects.hash(path, properties);
        }

        @Override
        public String toString() {
            return path + " " + properties;
        }
    }

    private Comparison(long compared, SortedMap<String, Long> properties, List<Difference> examples, long unknownMaps) {
        this.compared = compared;
        this.properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
        this.examples = List.copyOf(examples);
        this.unknownMaps = unknownMaps;
    }

    /** A comparison without examples that knows all maps. */
    public Comparison(long compared, SortedMap<String, Long> properties) {
        this(compared, properties, List.of(), 0);
    }

    /** The same with assets that differ, in the order of the walk. */
    public Comparison withExamples(List<Difference> differences) {
        return new Comparison(compared, properties, differences, unknownMaps);
    }

    /** The same with a number of maps that the catalog does not know as they are now. */
    public Comparison withUnknownMaps(long maps) {
        return new Comparison(compared, properties, examples, maps);
    }

    /** How many assets have been compared. */
    public long compared() {
        return compared;
    }

    /**
     * For each property, by its path relative to {@code jcr:content}, on how many assets it would be written or removed. All that
     * lies in the node of processing itself counts as {@code openguides}.
     */
    public SortedMap<String, Long> properties() {
        return properties;
    }

    /** The first {@value #EXAMPLES} assets, in the order of the walk, that differ in more than the node of processing. */
    public List<Difference> examples() {
        return examples;
    }

    /**
     * How many maps the catalog does not know as they are now; if there are any, what depends on maps is not compared.
     */
    public long unknownMaps() {
        return unknownMaps;
    }

    /** Whether what depends on maps can be compared: the catalog knows all maps as they are now. */
    public boolean isLinkable() {
        return unknownMaps == 0;
    }

    /** The sum of both; the other one's assets come behind the ones of this. */
    public Comparison plus(Comparison other) {
        SortedMap<String, Long> counts = new TreeMap<>(properties);
        other.properties.forEach((property, count) -> {
            int told = counts.size() - (counts.containsKey(OTHERS) ? 1 : 0);
            boolean room = counts.containsKey(property) || told < PROPERTIES || property.equals(OTHERS);
            counts.merge(room ? property : OTHERS, count, Long::sum);
        });
        return new Comparison(
                compared + other.compared, counts, examplesWith(other.examples), unknownMaps + other.unknownMaps);
    }

    private List<Difference> examplesWith(List<Difference> more) {
        Map<String, Set<String>> byPath = new LinkedHashMap<>();
        for (Difference difference :
                Stream.concat(examples.stream(), more.stream()).toList()) {
            if (byPath.containsKey(difference.path()) || byPath.size() < EXAMPLES) {
                byPath.computeIfAbsent(difference.path(), none -> new LinkedHashSet<>())
                        .addAll(difference.properties());
            }
        }
        return byPath.entrySet().stream()
                .map(each -> new Difference(each.getKey(), List.copyOf(each.getValue())))
                .toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Comparison that
                && compared == that.compared
                && properties.equals(that.properties)
                && examples.equals(that.examples)
                && unknownMaps == that.unknownMaps;
    }

    @Override
    public int hashCode() {
        return Objects.hash(compared, properties, examples, unknownMaps);
    }

    @Override
    public String toString() {
        return "compared=" + compared + ", properties=" + properties + ", examples=" + examples + ", unknownMaps="
                + unknownMaps;
    }
}
