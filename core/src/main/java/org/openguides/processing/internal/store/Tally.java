package org.openguides.processing.internal.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;

/** Outcomes counted by what the assets are, and warnings. Immutable. */
public final class Tally {

    /** Nothing counted. */
    public static final Tally NONE = new Tally(new EnumMap<>(FileType.class), 0);

    private static final String WARNINGS = "WARNINGS";

    private final Map<FileType, Counts> counts;
    private final long warnings;

    private Tally(Map<FileType, Counts> counts, long warnings) {
        this.counts = counts;
        this.warnings = warnings;
    }

    /** The counts of one type. */
    public Counts of(FileType type) {
        return counts.getOrDefault(type, Counts.NONE);
    }

    /** How many findings there were that are no failure. */
    public long warnings() {
        return warnings;
    }

    /** This and more findings. */
    public Tally plusWarnings(long more) {
        return new Tally(counts, warnings + more);
    }

    /** The counts of all types together. */
    public Counts total() {
        return counts.values().stream().reduce(Counts.NONE, Counts::plus);
    }

    /** This and more outcomes of one type. */
    public Tally plus(FileType type, Counts more) {
        Map<FileType, Counts> sum = new EnumMap<>(FileType.class);
        sum.putAll(counts);
        sum.merge(type, more, Counts::plus);
        return new Tally(sum, warnings);
    }

    /** The sum of both. */
    public Tally plus(Tally other) {
        Tally sum = plusWarnings(other.warnings);
        for (Map.Entry<FileType, Counts> entry : other.counts.entrySet()) {
            sum = sum.plus(entry.getKey(), entry.getValue());
        }
        return sum;
    }

    /** One line of text for a property: {@code DITA_TOPIC:12:1:0 OTHERS:3:0:0 WARNINGS:4}. */
    String encode() {
        String text = counts.entrySet().stream()
                .map(entry -> entry.getKey().name() + ":" + encode(entry.getValue()))
                .collect(Collectors.joining(" "));
        return warnings == 0 ? text : text + " " + WARNINGS + ":" + warnings;
    }

    /** What {@link #encode} wrote. */
    static Tally decode(String text) {
        Tally tally = NONE;
        for (String entry : text.split(" ", -1)) {
            String[] parts = entry.split(":", -1);
            if (parts.length == 4) {
                tally = tally.plus(
                        FileType.valueOf(parts[0]),
                        new Counts(Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3])));
            } else if (parts[0].equals(WARNINGS)) {
                tally = tally.plusWarnings(Long.parseLong(parts[1]));
            }
        }
        return tally;
    }

    private static String encode(Counts counts) {
        return counts.succeeded() + ":" + counts.failed() + ":" + counts.skipped();
    }
}
