package org.openguides.processing.internal.engine.coordination;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.openguides.processing.api.Comparison;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.engine.selection.Verdict;
import org.openguides.processing.internal.store.SelectionNode;
import org.openguides.processing.internal.store.SlowAssets;
import org.openguides.processing.internal.store.Tally;

/** Formats the result of a run for people. */
final class RunSummary {

    private static final String ROW = "%-12s | %9s | %9s | %9s | %9s";

    private static final String PROPERTY = "%-32s | %12s";

    private static final String KIND = "%-12s | %9s";

    private RunSummary() {}

    /** Returns one sentence; empty if every asset succeeded. */
    static String comment(Counts counts) {
        String total = " of " + counts.total() + (counts.total() == 1 ? " asset " : " assets ");
        if (counts.failed() == 0) {
            return counts.skipped() == 0 ? "" : counts.skipped() + total + "skipped";
        }
        String skipped = counts.skipped() == 0 ? "" : ", " + counts.skipped() + " skipped";
        return counts.failed() + total + "failed" + skipped;
    }

    /**
     * Returns how many assets were selected, and why others were not.
     *
     * @param verdicts      counts by name of the verdict
     * @param unreadFolders number of folders at ignored paths that were not read
     */
    static String selection(long found, Map<String, Long> verdicts, long unreadFolders) {
        Stream<String> assets = Arrays.stream(Verdict.values())
                .filter(verdict -> verdict != Verdict.SELECTED && verdicts.containsKey(verdict.name()))
                .map(verdict -> verdicts.get(verdict.name()) + " " + verdict.label());
        String leftOut = Stream.concat(assets, Stream.of(folders(unreadFolders)).filter(text -> !text.isEmpty()))
                .collect(Collectors.joining(", "));
        String selected = "Selected " + found + (found == 1 ? " asset" : " assets");
        return leftOut.isEmpty() ? selected : selected + "; left out: " + leftOut;
    }

    private static String folders(long unread) {
        return unread == 0
                ? ""
                : unread + (unread == 1 ? " folder" : " folders") + " at ignored paths with all content";
    }

    /**
     * Returns how much was left out because of the configured paths, as a sentence; empty if nothing was.
     *
     * @param selection the selection of the run
     */
    static String ignored(SelectionNode selection) throws RepositoryException {
        long assets = Objects.requireNonNullElse(selection.verdicts().get(Verdict.IGNORED.name()), 0L);
        String folders = folders(selection.unreadFolders());
        String counted = assets == 0 ? "" : assets + (assets == 1 ? " asset" : " assets") + " at ignored paths";
        return Stream.of(counted, folders).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    }

    /** Returns how many of the requested paths are ignored, as a sentence; empty if none is. */
    static String ignoredRequests(List<String> ignored, int requested) {
        return ignored.isEmpty()
                ? ""
                : "Nothing is processed at " + ignored.size() + " of " + requested
                        + (requested == 1 ? " requested path" : " requested paths")
                        + ", which the configuration ignores";
    }

    /**
     * Returns a table with the number of assets of each type that a dry run has found.
     *
     * @param types counts by name of the type
     */
    static List<String> kinds(Map<String, Long> types) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, KIND, "Asset type", "Assets"));
        lines.add("-".repeat(13) + "+" + "-".repeat(10));
        for (FileType type : FileType.values()) {
            if (types.containsKey(type.name())) {
                lines.add(String.format(Locale.ROOT, KIND, type.label(), types.get(type.name())));
            }
        }
        long total = types.values().stream().mapToLong(Long::longValue).sum();
        lines.add(String.format(Locale.ROOT, KIND, "Total", total));
        return lines;
    }

    /**
     * Returns one line with counts, time and rate.
     *
     * @param processed number of assets that this attempt has processed
     * @param time      duration of this attempt
     */
    static String line(Counts counts, long processed, Duration time) {
        double seconds = Math.max(1, time.toMillis()) / 1000.0;
        return String.format(
                Locale.ROOT,
                "%d succeeded, %d failed, %d skipped in %.1f s (%.0f assets/s)",
                counts.succeeded(),
                counts.failed(),
                counts.skipped(),
                seconds,
                processed / seconds);
    }

    /** Returns a table with a row for each asset type. */
    static List<String> table(Tally tally) {
        List<String> lines = new ArrayList<>();
        String header = String.format(Locale.ROOT, ROW, "Asset type", "Assets", "Succeeded", "Failed", "Skipped");
        lines.add(header);
        lines.add(header.replaceAll("[^|]", "-").replace('|', '+'));
        for (FileType type : FileType.values()) {
            if (tally.of(type).total() > 0) {
                lines.add(row(type.label(), tally.of(type)));
            }
        }
        lines.add(row("Total", tally.total()));
        return lines;
    }

    /** Returns the result of a comparison: a table of properties, and the first assets that differ. */
    static List<String> comparison(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        lines.add("Compared " + comparison.compared() + " assets with what a run would write whose guidesProperties are"
                + " write; nothing was written");
        lines.add(String.format(Locale.ROOT, PROPERTY, "Property", "Would change"));
        lines.add("-".repeat(33) + "+" + "-".repeat(13));
        comparison
                .properties()
                .forEach((property, count) -> lines.add(String.format(Locale.ROOT, PROPERTY, property, count)));
        if (!comparison.isLinkable()) {
            lines.add("Parent maps and keys are not compared: " + comparison.unknownMaps()
                    + " of the maps are not in the catalog as they are now; process them first to have that compared");
        }
        comparison
                .examples()
                .forEach(example ->
                        lines.add("Differs: " + example.path() + ": " + String.join(", ", example.properties())));
        return lines;
    }

    /**
     * Returns the slowest assets below a heading; empty if no asset was slow. Each line begins with the path, as the log
     * recognises lines about assets by that, and hides them from users who cannot read the asset.
     */
    static List<String> slowest(SlowAssets slowest) {
        List<String> lines = new ArrayList<>();
        if (!slowest.list().isEmpty()) {
            lines.add("Slowest assets:");
        }
        slowest.list()
                .forEach(asset -> lines.add(String.format(
                        Locale.ROOT, "%s: %.1f s", asset.path(), asset.took().toMillis() / 1000.0)));
        return lines;
    }

    /** Returns the number of warnings, as a sentence. */
    static String warnings(long count) {
        return "Broken references and other warnings: " + count;
    }

    /** Returns the number of assets done by each node. */
    static String nodes(Map<String, Long> nodes) {
        return nodes.entrySet().stream()
                .map(node -> node.getKey() + " " + node.getValue())
                .collect(Collectors.joining(", ", "Assets of each node: ", ""));
    }

    private static String row(String label, Counts counts) {
        return String.format(
                Locale.ROOT, ROW, label, counts.total(), counts.succeeded(), counts.failed(), counts.skipped());
    }
}
