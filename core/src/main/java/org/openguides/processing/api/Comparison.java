package org.openguides.processing.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a run that compares has found: how assets differ from what a run would write. Bounded and immutable.
 *
 * @param compared    how many assets have been compared
 * @param properties  for each property, by its path relative to {@code jcr:content}, on how many assets it would be written
 *     or removed. All that lies in the node of processing itself counts as {@code openguides}
 * @param examples    the first {@value #EXAMPLES} assets, in the order of the walk, that differ in more than that node
 * @param unknownMaps how many maps the catalog does not know as they are now; if there are any, what depends on maps is not
 *     compared
 */
public record Comparison(
        long compared, SortedMap<String, Long> properties, List<Difference> examples, long unknownMaps) {

    /** Nothing has been compared. */
    public static final Comparison NONE = new Comparison(0, new TreeMap<>(), List.of(), 0);

    public static final int EXAMPLES = 100;

    /** How many properties are told apart; other bundles may name any. */
    private static final int PROPERTIES = 100;

    private static final String OTHERS = "(others)";

    /**
     * An asset that differs.
     *
     * @param path       its path
     * @param properties what would be written or removed
     */
    public record Difference(String path, List<String> properties) {

        public Difference {
            properties = List.copyOf(properties);
        }
    }

    public Comparison {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
        examples = List.copyOf(examples);
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
}
