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
 * The result of a run that compares: how assets differ from what a run would write. Bounded and immutable; methods that
 * add results return a new comparison.
 */
@ProviderType
public final class Comparison {

    /** A comparison of no assets. */
    public static final Comparison NONE = new Comparison(0, new TreeMap<>());

    /** Maximum number of examples. */
    public static final int EXAMPLES = 100;

    /** Maximum number of distinct properties, since other bundles may add any number of them. */
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

        /** Returns the path of the asset. */
        public String path() {
            return path;
        }

        /** Returns the properties that would be written or removed. */
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

    /** Creates a comparison without examples and without unknown maps. */
    public Comparison(long compared, SortedMap<String, Long> properties) {
        this(compared, properties, List.of(), 0);
    }

    /** Returns a comparison with additional examples, in the order of the walk. */
    public Comparison withExamples(List<Difference> differences) {
        return new Comparison(compared, properties, differences, unknownMaps);
    }

    /** Returns a comparison with the number of maps whose current content is not in the catalog. */
    public Comparison withUnknownMaps(long maps) {
        return new Comparison(compared, properties, examples, maps);
    }

    /** Returns the number of compared assets. */
    public long compared() {
        return compared;
    }

    /**
     * Returns, for each property by its path relative to {@code jcr:content}, the number of assets on which it would be
     * written or removed. All properties of the node with the results of processing count as {@code openguides}.
     */
    public SortedMap<String, Long> properties() {
        return properties;
    }

    /**
     * Returns the first {@value #EXAMPLES} assets, in the order of the walk, that differ outside of the node with the
     * results of processing.
     */
    public List<Difference> examples() {
        return examples;
    }

    /**
     * Returns the number of maps whose current content is not in the catalog; if there are any, results that depend on
     * maps are not compared.
     */
    public long unknownMaps() {
        return unknownMaps;
    }

    /**
     * Returns whether results that depend on maps can be compared, which requires the current content of all maps in
     * the catalog.
     */
    public boolean isLinkable() {
        return unknownMaps == 0;
    }

    /** Returns the sum of both; examples of the other comparison are appended. */
    public Comparison plus(Comparison other) {
        SortedMap<String, Long> counts = new TreeMap<>(properties);
        other.properties.forEach((property, count) -> {
            int listed = counts.size() - (counts.containsKey(OTHERS) ? 1 : 0);
            boolean room = counts.containsKey(property) || listed < PROPERTIES || property.equals(OTHERS);
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
