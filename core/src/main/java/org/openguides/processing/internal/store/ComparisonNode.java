package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.openguides.processing.api.Comparison;
import org.openguides.processing.internal.text.TabLine;

/** Stores the result of a comparison: as a child of each partition, and finally of the run. */
final class ComparisonNode {

    private static final String NAME = "comparison";
    private static final String COMPARED = "compared";
    private static final String EXAMPLES = "examples";
    private static final String PROPERTIES = "properties";
    private static final String UNKNOWN_MAPS = "unknownMaps";

    private ComparisonNode() {}

    static boolean isBelow(Node holder) throws RepositoryException {
        return holder.hasNode(NAME);
    }

    /** Returns the stored result; {@link Comparison#NONE} if there is none. */
    static Comparison read(Node holder) throws RepositoryException {
        if (!isBelow(holder)) {
            return Comparison.NONE;
        }
        Node node = holder.getNode(NAME);
        SortedMap<String, Long> properties = new TreeMap<>();
        for (String line : Nodes.texts(node, PROPERTIES)) {
            List<String> fields = TabLine.split(line);
            properties.put(fields.get(0), Long.valueOf(fields.get(1)));
        }
        List<Comparison.Difference> examples = new ArrayList<>();
        for (String line : Nodes.texts(node, EXAMPLES)) {
            List<String> fields = TabLine.split(line);
            examples.add(new Comparison.Difference(fields.get(0), fields.subList(1, fields.size())));
        }
        return new Comparison(Nodes.number(node, COMPARED), properties)
                .withExamples(examples)
                .withUnknownMaps(Nodes.number(node, UNKNOWN_MAPS));
    }

    static void write(Node holder, Comparison comparison) throws RepositoryException {
        Node node = isBelow(holder) ? holder.getNode(NAME) : holder.addNode(NAME, Nodes.RECORD);
        List<String> properties = new ArrayList<>();
        comparison.properties().forEach((name, count) -> properties.add(TabLine.join(List.of(name, count.toString()))));
        List<String> examples = new ArrayList<>();
        for (Comparison.Difference example : comparison.examples()) {
            List<String> fields = new ArrayList<>(List.of(example.path()));
            fields.addAll(example.properties());
            examples.add(TabLine.join(fields));
        }
        node.setProperty(COMPARED, comparison.compared());
        node.setProperty(UNKNOWN_MAPS, comparison.unknownMaps());
        Nodes.set(node, PROPERTIES, properties);
        Nodes.set(node, EXAMPLES, examples);
    }
}
