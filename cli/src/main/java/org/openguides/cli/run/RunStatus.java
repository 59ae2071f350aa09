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
 * A run as the server tells it. Whatever the server leaves out reads as "", 0 or an empty list.
 *
 * @param json the answer as it came
 * @param told the same, as far as this client knows it
 */
public record RunStatus(JsonObject json, ProcessStatusDto told) {
    private static final Set<String> FINAL = Set.of("SUCCESS", "FAILURE", "CANCELLED");

    /** The run that an answer tells of. */
    static RunStatus of(Answer answer) {
        return new RunStatus(answer.json(), answer.as(ProcessStatusDto.class));
    }

    /** The run's id. */
    public String id() {
        return text(told.processingId());
    }

    /** The state: WAITING, PROCESSING, SUCCESS, FAILURE or CANCELLED. */
    public String state() {
        return text(told.status());
    }

    /** Whether nothing more will happen. */
    public boolean ended() {
        return FINAL.contains(state());
    }

    /** Whether the run ended in SUCCESS. */
    public boolean succeeded() {
        return state().equals("SUCCESS");
    }

    /** Whether {@link #total} is the last word. */
    public boolean counted() {
        MigrationSetDto set = told.migrationSet();
        return ended() || (set != null && "SUCCESS".equals(set.calculationStatus()));
    }

    /** Assets found so far. */
    public long total() {
        MigrationSetDto set = told.migrationSet();
        return set == null ? 0 : number(set.totalFiles());
    }

    /** Assets that are through: succeeded, failed or skipped. A server that does not tell these tells what it triggered. */
    public long done() {
        return told.succeededCount() == null ? number(told.triggeredCount()) : succeededCount() + failed() + skipped();
    }

    /** Assets that succeeded. */
    public long succeededCount() {
        return number(told.succeededCount());
    }

    /** Assets that failed. */
    public long failed() {
        return number(told.failedCount());
    }

    /** Assets that were skipped. */
    public long skipped() {
        return number(told.skippedCount());
    }

    /** When work began, in epoch milliseconds; 0 before. */
    public long started() {
        return number(told.startedAt());
    }

    /** When the run ended, in epoch milliseconds; 0 before. */
    public long completed() {
        return number(told.completedAt());
    }

    /** How long it took, or null as long as that is unknown. */
    public @Nullable Duration length() {
        return started() > 0 && completed() >= started() ? Duration.ofMillis(completed() - started()) : null;
    }

    /** The time that is left, or null as long as that is unknown. */
    public @Nullable Duration left() {
        EtaDto eta = told.eta();
        Long seconds = eta == null ? null : eta.value();
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    /** The paths that were asked for. */
    public List<String> paths() {
        List<String> paths = list(told.paths());
        return paths.isEmpty() ? List.of(text(told.path())) : paths;
    }

    /** Subtrees that are left out. */
    public List<String> excludedPaths() {
        return list(told.excludedPaths());
    }

    /** What slows the run down. */
    public String throttledBy() {
        return text(told.throttledBy());
    }

    /** What is to be said of the run. */
    public String comments() {
        return text(told.comments());
    }

    /** Who started it. */
    public String createdBy() {
        return text(told.createdBy());
    }

    /** The number of the attempt, from 1 on. */
    public int attempt() {
        Integer attempt = told.attempt();
        return attempt == null ? 0 : attempt;
    }

    /** Whether it writes nothing. */
    public boolean dryRun() {
        return Boolean.TRUE.equals(told.dryRun());
    }

    /** How many assets were compared with what a run would write; 0 if the run did not compare, or has not ended. */
    public long compared() {
        ComparisonDto comparison = told.comparison();
        return comparison == null ? 0 : number(comparison.comparedCount());
    }

    /** How many maps the catalog did not know, for which parent maps and keys were not compared. */
    public long unknownMaps() {
        ComparisonDto comparison = told.comparison();
        return comparison == null ? 0 : number(comparison.unknownMapCount());
    }

    /** On how many of the compared assets each property would be written or removed, in the order of the server. */
    public Map<String, Long> differences() {
        ComparisonDto comparison = told.comparison();
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
