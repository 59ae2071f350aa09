package org.openguides.processing.internal.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.google.gson.stream.JsonWriter;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Comparison;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunPage;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.RunType;
import org.openguides.processing.api.Selection;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.runlog.FoundLines;
import org.openguides.processing.internal.runlog.LogPage;

/** Runs and their logs as the contract shows them. Times are epoch milliseconds, 0 when there is none. */
final class RunJson {

    /** The member and field that holds the id of a run. */
    static final String ID = "processingId";

    private static final String GUIDES_PROPERTIES = "guidesProperties";

    private static final Map<FileType, String> FILE_TYPES = new EnumMap<>(Map.of(
            FileType.DITA_TOPIC, "DITATOPIC",
            FileType.DITA_MAP, "DITAMAP",
            FileType.MARKDOWN, "MARKDOWN",
            FileType.HTML_CSS, "HTML/CSS",
            FileType.DITAVAL, "DITAVAL",
            FileType.OTHERS, "OTHERS"));

    private RunJson() {}

    /** The wire name of what a run does. */
    static String type(RunType type) {
        return switch (type) {
            case PROCESS -> "ASSET_PROCESSING";
            case RESET -> "RESET";
        };
    }

    /** The type that a client names. */
    static Optional<FileType> fileType(String name) {
        return FILE_TYPES.entrySet().stream()
                .filter(type -> type.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The name of a file type. */
    static String name(FileType type) {
        return Objects.requireNonNull(FILE_TYPES.get(type));
    }

    /** The names of all types. */
    static List<String> fileTypes() {
        return List.copyOf(FILE_TYPES.values());
    }

    /**
     * A run that was accepted.
     *
     * @param run how it stands; empty if it is not known
     */
    static void writeStart(String id, Optional<Run> run, JsonWriter json) throws IOException {
        json.beginObject().name(ID).value(id);
        if (run.isPresent()) {
            json.name(GUIDES_PROPERTIES).value(name(run.get().guidesProperties()));
            json.name("comments").value(run.get().comment());
        }
        json.endObject();
    }

    /** The files that hold a log. */
    static void writePaths(List<String> paths, JsonWriter json) throws IOException {
        json.beginObject();
        writeList("logFilePaths", paths, json);
        json.endObject();
    }

    /** A page of the history. */
    static void write(RunPage page, JsonWriter json) throws IOException {
        json.beginObject().name("executionHistory").beginArray();
        for (Run run : page.runs()) {
            write(run, json);
        }
        json.endArray();
        if (page.next() != null) {
            json.name("nextBefore").value(millis(page.next()));
        }
        json.endObject();
    }

    /**
     * A page of a log.
     *
     * @param limit    how many lines the page could have had
     * @param complete whether the log will not grow any more
     */
    static void write(LogPage page, int limit, boolean complete, JsonWriter json) throws IOException {
        json.beginObject();
        writeList("lines", page.lines(), json);
        json.name("limit").value(limit);
        json.name("offset").value(page.offset());
        json.name("hasMore").value(page.hasMore());
        json.name("totalLines").value(page.totalLines());
        json.name("complete").value(complete);
        json.endObject();
    }

    /**
     * What a search has found in a log.
     *
     * @param offset   number of the line that it began with
     * @param limit    how many lines it could have found
     * @param complete whether the log will not grow any more
     */
    static void write(FoundLines found, long offset, int limit, boolean complete, JsonWriter json) throws IOException {
        json.beginObject();
        writeList("lines", found.lines(), json);
        json.name("numbers").beginArray();
        for (Long number : found.numbers()) {
            json.value(number);
        }
        json.endArray();
        json.name("limit").value(limit);
        json.name("offset").value(offset);
        json.name("hasMore").value(found.hasMore());
        if (found.hasMore() || !complete) {
            json.name("nextCursor").value(Cursor.of(String.valueOf(found.next())));
        }
        json.name("totalLines").value(found.totalLines());
        json.name("complete").value(complete);
        json.endObject();
    }

    /** Where a run stands. */
    static void write(Run run, JsonWriter json) throws IOException {
        json.beginObject();
        writeMembers(run, json);
        json.endObject();
    }

    /**
     * Where a run stands, and what it has found if it was to compare.
     *
     * @param examples those that the caller may see
     */
    static void write(Run run, List<Comparison.Difference> examples, JsonWriter json) throws IOException {
        json.beginObject();
        writeMembers(run, json);
        if (run.comparison() != null) {
            writeComparison(run.comparison(), examples, json);
        }
        json.endObject();
    }

    private static void writeMembers(Run run, JsonWriter json) throws IOException {
        RunRequest request = run.request();
        json.name(ID).value(run.id());
        json.name("path").value(request.paths().get(0));
        writeList("excludedPaths", request.excludedPaths(), json);
        json.name("status").value(status(run.state()));
        json.name("triggeredCount").value(run.counts().total());
        json.name("startedAt").value(millis(run.startedAt()));
        json.name("completedAt").value(millis(run.endedAt()));
        json.name("hasLogs").value(run.logLines() > 0);
        json.name("createdBy").value(request.requestedBy());
        json.name("type").value(type(request.type()));
        writeSelection(run.selection(), json);
        writeEta(run, json);
        json.name("comments").value(run.comment());
        writeFilter(request.filter(), json);
        json.name("restartable").value(run.state() == RunState.SUCCEEDED);
        json.name("resumable").value(run.state().isResumable());
        json.name("cancellable").value(!run.state().isEnded());
        writeAdditions(run, json);
    }

    private static void writeAdditions(Run run, JsonWriter json) throws IOException {
        RunRequest request = run.request();
        Counts counts = run.counts();
        json.name("succeededCount").value(counts.succeeded());
        json.name("failedCount").value(counts.failed());
        json.name("skippedCount").value(counts.skipped());
        json.name("attempt").value(run.attempt());
        json.name("throttledBy").value(throttledBy(run));
        json.name("updatedAt").value(millis(run.updatedAt()));
        if (request.restartOf() != null) {
            json.name("restartOf").value(request.restartOf());
        }
        if (request.paths().size() > 1) {
            writeList("paths", request.paths(), json);
        }
        json.name("dryRun").value(request.dryRun());
        json.name("compare").value(request.compare());
        json.name(GUIDES_PROPERTIES).value(name(run.guidesProperties()));
        json.name("phase").value(run.phase().name());
        json.name("linkedCount").value(run.linked());
        json.name("warningCount").value(run.warnings());
        json.name("rate").value(Math.round(run.rate() * 10) / 10.0);
        json.name("system").value(run.system());
        if (request.notBefore() != null) {
            json.name("notBefore").value(millis(request.notBefore()));
        }
        if (request.dailyHours() != null) {
            json.name("dailyHours").value(request.dailyHours().toString());
        }
        RunDetails.write(run, json);
    }

    private static void writeComparison(Comparison comparison, List<Comparison.Difference> examples, JsonWriter json)
            throws IOException {
        json.name("comparison").beginObject();
        json.name("comparedCount").value(comparison.compared());
        json.name("properties").beginArray();
        for (Map.Entry<String, Long> property : comparison.properties().entrySet()) {
            json.beginObject();
            json.name("property").value(property.getKey());
            json.name("count").value(property.getValue());
            json.endObject();
        }
        json.endArray();
        json.name("examples").beginArray();
        for (Comparison.Difference example : examples) {
            json.beginObject().name("path").value(example.path());
            writeList("properties", example.properties(), json);
            json.endObject();
        }
        json.endArray();
        json.name("hiddenCount").value(comparison.examples().size() - examples.size());
        json.name("unknownMapCount").value(comparison.unknownMaps());
        json.endObject();
    }

    private static String name(GuidesProperties properties) {
        return switch (properties) {
            case WRITE -> "write";
            case OWN -> "own";
        };
    }

    private static String throttledBy(Run run) {
        ThrottleReason reason = run.throttledBy();
        return reason == null ? "" : reason.name().toLowerCase(Locale.ROOT);
    }

    private static void writeSelection(Selection selection, JsonWriter json) throws IOException {
        String status =
                switch (selection.state()) {
                    case WAITING -> "WAITING";
                    case WALKING -> "PROCESSING";
                    case COMPLETE -> "SUCCESS";
                    case FAILED -> "FAILURE";
                };
        json.name("migrationSet").beginObject();
        json.name("totalFiles").value(selection.found());
        json.name("calculationStatus").value(status);
        json.endObject();
    }

    private static void writeEta(Run run, JsonWriter json) throws IOException {
        json.name("eta").beginObject();
        json.name("value").value(run.state().isEnded() ? Long.valueOf(0) : seconds(run.remaining()));
        json.name("unit").value("SECONDS");
        json.endObject();
    }

    /** Rounded up, so that 0 means the end. */
    private static @Nullable Long seconds(@Nullable Duration remaining) {
        return remaining == null
                ? null
                : Math.max(0, remaining.plusNanos(999_999_999).toSeconds());
    }

    private static void writeFilter(AssetFilter filter, JsonWriter json) throws IOException {
        json.name("filter").beginObject();
        writeList("fileTypes", filter.fileTypes().stream().map(FILE_TYPES::get).toList(), json);
        json.name("filterProcessedAssets").value(filter.skipProcessed());
        if (filter.createdFrom() != null) {
            json.name("startTime").value(millis(filter.createdFrom()));
        }
        if (filter.createdUntil() != null) {
            json.name("endTime").value(millis(filter.createdUntil()));
        }
        json.endObject();
    }

    private static void writeList(String name, List<String> values, JsonWriter json) throws IOException {
        json.name(name).beginArray();
        for (String value : values) {
            json.value(value);
        }
        json.endArray();
    }

    private static long millis(@Nullable Instant instant) {
        return instant == null ? 0 : instant.toEpochMilli();
    }

    static String status(RunState state) {
        return switch (state) {
            case QUEUED -> "WAITING";
            case RUNNING -> "PROCESSING";
            case SUCCEEDED -> "SUCCESS";
            case FAILED -> "FAILURE";
            case CANCELLED -> "CANCELLED";
        };
    }
}
