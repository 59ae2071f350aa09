package org.openguides.cli.run;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;
import org.openguides.cli.http.Answer;
import org.openguides.cli.wire.ComparedPropertyDto;
import org.openguides.cli.wire.ComparisonDto;
import org.openguides.cli.wire.EtaDto;
import org.openguides.cli.wire.MigrationSetDto;
import org.openguides.cli.wire.ProcessStatusDto;

/**
 * The status of a run as returned by the server. Members that are missing are read as "", 0 or an empty list.
 *
 * @param json the response
 * @param known the members that this client knows
 */
public record RunStatus(JsonObject json, ProcessStatusDto known) {
    private static final Set<String> FINAL = Set.of("SUCCESS", "FAILURE", "CANCELLED");

    /** Returns the status of the run in a response. */
    static RunStatus of(Answer answer) {
        return new RunStatus(answer.json(), answer.as(ProcessStatusDto.class));
    }

    /** Returns the id of the run. */
    public String id() {
        return text(known.processingId());
    }

    /** Returns the state: WAITING, PROCESSING, SUCCESS, FAILURE or CANCELLED. */
    public String state() {
        return text(known.status());
    }

    /** Returns whether the run has ended. */
    public boolean ended() {
        return FINAL.contains(state());
    }

    /** Returns whether the run ended in SUCCESS. */
    public boolean succeeded() {
        return state().equals("SUCCESS");
    }

    /** Returns whether {@link #total} is final. */
    public boolean counted() {
        MigrationSetDto set = known.migrationSet();
        return ended() || (set != null && "SUCCESS".equals(set.calculationStatus()));
    }

    /** Returns the number of assets found so far. */
    public long total() {
        MigrationSetDto set = known.migrationSet();
        return set == null ? 0 : number(set.totalFiles());
    }

    /**
     * Returns the number of assets that have succeeded, failed or were skipped; for servers that do not return these,
     * the number of triggered assets.
     */
    public long done() {
        return known.succeededCount() == null
                ? number(known.triggeredCount())
                : succeededCount() + failed() + skipped();
    }

    /** Returns the number of assets that succeeded. */
    public long succeededCount() {
        return number(known.succeededCount());
    }

    /** Returns the number of assets that failed. */
    public long failed() {
        return number(known.failedCount());
    }

    /** Returns the number of assets that were skipped. */
    public long skipped() {
        return number(known.skippedCount());
    }

    /** Returns when work began, in epoch milliseconds; 0 if it has not begun. */
    public long started() {
        return number(known.startedAt());
    }

    /** Returns when the run ended, in epoch milliseconds; 0 if it has not ended. */
    public long completed() {
        return number(known.completedAt());
    }

    /** Returns the duration of the run; null while it is unknown. */
    public @Nullable Duration length() {
        return started() > 0 && completed() >= started() ? Duration.ofMillis(completed() - started()) : null;
    }

    /** Returns the remaining time; null while it is unknown. */
    public @Nullable Duration left() {
        EtaDto eta = known.eta();
        Long seconds = eta == null ? null : eta.value();
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    /** Returns the requested paths. */
    public List<String> paths() {
        List<String> paths = list(known.paths());
        return paths.isEmpty() ? List.of(text(known.path())) : paths;
    }

    /** Returns the excluded subtrees. */
    public List<String> excludedPaths() {
        return list(known.excludedPaths());
    }

    /** Returns why the run is slower than possible. */
    public String throttledBy() {
        return text(known.throttledBy());
    }

    /** Returns the comment on the run. */
    public String comments() {
        return text(known.comments());
    }

    /** Returns the user who started the run. */
    public String createdBy() {
        return text(known.createdBy());
    }

    /** Returns the number of the current execution, from 1. */
    public int attempt() {
        Integer attempt = known.attempt();
        return attempt == null ? 0 : attempt;
    }

    /** Returns whether the run writes nothing to the content. */
    public boolean dryRun() {
        return Boolean.TRUE.equals(known.dryRun());
    }

    /**
     * Returns the number of assets that were compared with what a run would write; 0 if the run does not compare or has
     * not ended.
     */
    public long compared() {
        ComparisonDto comparison = known.comparison();
        return comparison == null ? 0 : number(comparison.comparedCount());
    }

    /** Returns the number of maps that were not in the catalog, for which parent maps and keys were not compared. */
    public long unknownMaps() {
        ComparisonDto comparison = known.comparison();
        return comparison == null ? 0 : number(comparison.unknownMapCount());
    }

    /**
     * Returns the number of compared assets on which each property would be written or removed, in the order of the
     * server.
     */
    public Map<String, Long> differences() {
        ComparisonDto comparison = known.comparison();
        Map<String, Long> counts = new LinkedHashMap<>();
        for (ComparedPropertyDto property : list(comparison == null ? null : comparison.properties())) {
            counts.put(text(property.property()), number(property.count()));
        }
        return counts;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static long number(@Nullable Long number) {
        return number == null ? 0 : number;
    }

    private static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
