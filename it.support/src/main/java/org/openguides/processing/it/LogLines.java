package org.openguides.processing.it;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The log of a run, with assertions. */
record LogLines(List<String> lines) {

    private static final String SHARES = "] Assets of each node: ";
    private static final String FORMAT =
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d:\\d{3}: (INFO|WARN|ERROR): \\[ASSET_PROCESSING] .*";

    void assertFormat() {
        assertEquals(
                List.of(), lines.stream().filter(line -> !line.matches(FORMAT)).toList());
    }

    /** Asserts that exactly one line of the level has a message with this beginning. */
    void assertOne(String level, String beginning) {
        String start = ": " + level + ": [ASSET_PROCESSING] " + beginning;
        long found = lines.stream().filter(line -> line.contains(start)).count();
        assertEquals(1, found, () -> level + " " + beginning + " in\n" + String.join("\n", lines));
    }

    void assertCount(String level, long expected) {
        long found = lines.stream()
                .filter(line -> line.contains(": " + level + ": ["))
                .count();
        assertEquals(expected, found, () -> level + " in\n" + String.join("\n", lines));
    }

    /** Asserts a row of the table: label, assets, succeeded, failed, none skipped. */
    void assertRow(String label, int... counts) {
        String row = label + " *\\| *" + counts[0] + " *\\| *" + counts[1] + " *\\| *" + counts[2] + " *\\| *0";
        assertTrue(
                lines.stream().anyMatch(line -> line.matches(".*] " + row)),
                () -> row + " in\n" + String.join("\n", lines));
    }

    /** The number of assets that each node of a cluster has processed; empty if only one node has. */
    Map<String, Integer> shares() {
        return lines.stream()
                .filter(line -> line.contains(SHARES))
                .flatMap(line -> Arrays.stream(
                        line.substring(line.indexOf(SHARES) + SHARES.length()).split(", ")))
                .map(node -> node.split(" "))
                .collect(Collectors.toMap(node -> node[0], node -> Integer.valueOf(node[1])));
    }

    String last() {
        return lines.get(lines.size() - 1);
    }

    /** Whether a line names one of the slowest assets of a run. */
    static boolean isDuration(String line) {
        return line.matches(".*: [0-9]+\\.[0-9] s");
    }
}
