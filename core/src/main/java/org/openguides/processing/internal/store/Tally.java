package org.openguides.processing.internal.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;

/**
 * Outcomes by asset type, the number of assets done by each node, the number of warnings, and the slowest assets. Counts
 * of types that only another version knows are kept, and contribute to {@link FileType#OTHERS}. Immutable.
 */
public final class Tally {

    /** The empty tally. */
    public static final Tally NONE =
            new Tally(new EnumMap<>(FileType.class), new TreeMap<>(), new TreeMap<>(), 0, SlowAssets.NONE);

    private static final String WARNINGS = "WARNINGS";
    private static final String NODE = "NODE";

    private final Map<FileType, Counts> counts;
    /** Counts by name of an unknown type. */
    private final SortedMap<String, Counts> unknown;

    private final SortedMap<String, Long> nodes;
    private final long warnings;
    private final SlowAssets slowest;

    private Tally(
            Map<FileType, Counts> counts,
            SortedMap<String, Counts> unknown,
            SortedMap<String, Long> nodes,
            long warnings,
            SlowAssets slowest) {
        this.counts = counts;
        this.unknown = unknown;
        this.nodes = nodes;
        this.warnings = warnings;
        this.slowest = slowest;
    }

    /** Returns the counts of one type. */
    public Counts of(FileType type) {
        Counts known = counts.getOrDefault(type, Counts.NONE);
        return type == FileType.OTHERS ? unknown.values().stream().reduce(known, Counts::plus) : known;
    }

    /** Returns the counts of all types that have any, in the order of the types. */
    public Map<FileType, Counts> byType() {
        Map<FileType, Counts> all = new EnumMap<>(FileType.class);
        for (FileType type : FileType.values()) {
            Counts counted = of(type);
            if (counted.total() > 0) {
                all.put(type, counted);
            }
        }
        return Collections.unmodifiableMap(all);
    }

    /** Returns the number of warnings. */
    public long warnings() {
        return warnings;
    }

    /** Returns the number of assets done by each node, by node name. */
    public SortedMap<String, Long> nodes() {
        return Collections.unmodifiableSortedMap(nodes);
    }

    /** Returns this tally with additional warnings. */
    public Tally plusWarnings(long more) {
        return new Tally(counts, unknown, nodes, warnings + more, slowest);
    }

    /**
     * Returns this tally with additional assets done by a node.
     *
     * @param node node name without spaces and colons
     */
    public Tally plusWorkOf(String node, long assets) {
        SortedMap<String, Long> sum = new TreeMap<>(nodes);
        sum.merge(node, assets, Long::sum);
        return new Tally(counts, unknown, sum, warnings, slowest);
    }

    /** Returns the assets that took longest. */
    public SlowAssets slowest() {
        return slowest;
    }

    /** Returns this tally with another asset among the slowest, if it is one of them. */
    public Tally plusSlow(String path, Duration took) {
        return took.compareTo(SlowAssets.FROM) < 0 ? this : withSlowest(slowest.plus(path, took));
    }

    private Tally withSlowest(SlowAssets all) {
        return new Tally(counts, unknown, nodes, warnings, all);
    }

    /** Returns the total over all types. */
    public Counts total() {
        return Stream.concat(counts.values().stream(), unknown.values().stream())
                .reduce(Counts.NONE, Counts::plus);
    }

    /** Returns this tally with additional outcomes of one type. */
    public Tally plus(FileType type, Counts more) {
        Map<FileType, Counts> sum = new EnumMap<>(FileType.class);
        sum.putAll(counts);
        sum.merge(type, more, Counts::plus);
        return new Tally(sum, unknown, nodes, warnings, slowest);
    }

    private Tally plus(String type, Counts more) {
        for (FileType known : FileType.values()) {
            if (known.name().equals(type)) {
                return plus(known, more);
            }
        }
        SortedMap<String, Counts> sum = new TreeMap<>(unknown);
        sum.merge(type, more, Counts::plus);
        return new Tally(counts, sum, nodes, warnings, slowest);
    }

    /** Returns the sum of both tallies. */
    public Tally plus(Tally other) {
        Tally sum = plusWarnings(other.warnings).withSlowest(slowest.plus(other.slowest));
        for (Map.Entry<FileType, Counts> entry : other.counts.entrySet()) {
            sum = sum.plus(entry.getKey(), entry.getValue());
        }
        for (Map.Entry<String, Counts> entry : other.unknown.entrySet()) {
            sum = sum.plus(entry.getKey(), entry.getValue());
        }
        for (Map.Entry<String, Long> entry : other.nodes.entrySet()) {
            sum = sum.plusWorkOf(entry.getKey(), entry.getValue());
        }
        return sum;
    }

    /**
     * Encodes the tally as one line: {@code DITA_TOPIC:12:1:0 OTHERS:3:0:0 NODE:author1:16 WARNINGS:4}. An earlier
     * version ignores entries that it does not know.
     */
    public String encode() {
        List<String> entries = new ArrayList<>();
        counts.forEach((type, count) -> entries.add(type.name() + ":" + encode(count)));
        unknown.forEach((type, count) -> entries.add(type + ":" + encode(count)));
        nodes.forEach((node, assets) -> entries.add(NODE + ":" + node + ":" + assets));
        if (warnings > 0) {
            entries.add(WARNINGS + ":" + warnings);
        }
        entries.addAll(slowest.encode());
        return String.join(" ", entries);
    }

    /** Decodes the result of {@link #encode}. */
    static Tally decode(String text) {
        Tally tally = NONE;
        for (String entry : text.split(" ", -1)) {
            String[] parts = entry.split(":", -1);
            if (parts.length == 4) {
                tally = tally.plus(
                        parts[0],
                        new Counts(Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3])));
            } else if (parts[0].equals(NODE)) {
                tally = tally.plusWorkOf(parts[1], Long.parseLong(parts[2]));
            } else if (parts[0].equals(WARNINGS)) {
                tally = tally.plusWarnings(Long.parseLong(parts[1]));
            } else if (SlowAssets.isEncoded(parts)) {
                tally = tally.withSlowest(tally.slowest.plusDecoded(parts));
            }
        }
        return tally;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tally tally && tally.encode().equals(encode());
    }

    @Override
    public int hashCode() {
        return encode().hashCode();
    }

    @Override
    public String toString() {
        return encode();
    }

    private static String encode(Counts counts) {
        return counts.succeeded() + ":" + counts.failed() + ":" + counts.skipped();
    }
}
