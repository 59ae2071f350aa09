package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
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
import org.openguides.processing.internal.http.wire.AttemptDto;
import org.openguides.processing.internal.http.wire.ComparedAssetDto;
import org.openguides.processing.internal.http.wire.ComparedPropertyDto;
import org.openguides.processing.internal.http.wire.ComparisonDto;
import org.openguides.processing.internal.http.wire.CountsDto;
import org.openguides.processing.internal.http.wire.EtaDto;
import org.openguides.processing.internal.http.wire.GuidesPropertiesDto;
import org.openguides.processing.internal.http.wire.MigrationSetDto;
import org.openguides.processing.internal.http.wire.NodeWorkDto;
import org.openguides.processing.internal.http.wire.ProcessHistoryDto;
import org.openguides.processing.internal.http.wire.ProcessStateDto;
import org.openguides.processing.internal.http.wire.ProcessStatusDto;
import org.openguides.processing.internal.http.wire.ProcessingIdDto;
import org.openguides.processing.internal.http.wire.ProcessingTypeDto;
import org.openguides.processing.internal.http.wire.WorkStateDto;

/** Maps runs to the records of the HTTP contract. Times are epoch milliseconds, 0 if there is none. */
final class RunJson {

    /** Name of the member and the parameter that contain the id of a run. */
    static final String ID = "processingId";

    private RunJson() {}

    /**
     * Returns the response for a run that was accepted.
     *
     * @param run state of the run; empty if it is unknown
     */
    static ProcessingIdDto start(String id, Optional<Run> run) {
        return new ProcessingIdDto(
                id,
                run.map(Run::guidesProperties).map(RunJson::properties).orElse(null),
                run.map(Run::comment).orElse(null));
    }

    /** Returns a page of the history. */
    static ProcessHistoryDto history(RunPage page, Caller caller) throws RepositoryException {
        List<ProcessStatusDto> runs = new ArrayList<>();
        for (Run run : page.runs()) {
            runs.add(status(run, caller.excludedPaths(run)));
        }
        return new ProcessHistoryDto(runs, millisOrNull(page.next()));
    }

    /**
     * Returns the status of a run.
     *
     * @param excludedPaths excluded paths that the caller may know
     */
    static ProcessStatusDto status(Run run, List<String> excludedPaths) {
        return shown(run, excludedPaths, null);
    }

    /**
     * Returns the status of a run, with the result of its comparison if it has one.
     *
     * @param excludedPaths excluded paths that the caller may know
     * @param examples      differing assets that the caller may see
     */
    static ProcessStatusDto status(Run run, List<String> excludedPaths, List<Comparison.Difference> examples) {
        Comparison comparison = run.comparison();
        return shown(run, excludedPaths, comparison == null ? null : comparison(comparison, examples));
    }

    /** The method has one line for each member of the response. */
    @SuppressWarnings("checkstyle:MethodLength")
    private static ProcessStatusDto shown(Run run, List<String> excludedPaths, @Nullable ComparisonDto comparison) {
        RunRequest request = run.request();
        RunState state = run.state();
        Counts counts = run.counts();
        List<String> paths = request.paths();
        return new ProcessStatusDto(
                /* processingId= */ run.id(),
                /* path= */ paths.get(0),
                /* excludedPaths= */ excludedPaths,
                /* status= */ state(state),
                /* triggeredCount= */ counts.total(),
                /* startedAt= */ millis(run.startedAt()),
                /* completedAt= */ millis(run.endedAt()),
                /* hasLogs= */ run.logLines() > 0,
                /* createdBy= */ request.requestedBy(),
                /* type= */ type(request.type()),
                /* migrationSet= */ selection(run.selection()),
                /* eta= */ eta(run),
                /* comments= */ run.comment(),
                /* filter= */ FilterJson.shown(request.filter()),
                /* restartable= */ state == RunState.SUCCEEDED,
                /* resumable= */ state.isResumable(),
                /* cancellable= */ !state.isEnded(),
                /* succeededCount= */ counts.succeeded(),
                /* failedCount= */ counts.failed(),
                /* skippedCount= */ counts.skipped(),
                /* attempt= */ run.attempt(),
                /* throttledBy= */ throttledBy(run.throttledBy()),
                /* updatedAt= */ millis(run.updatedAt()),
                /* restartOf= */ request.restartOf(),
                /* paths= */ paths.size() > 1 ? paths : null,
                /* dryRun= */ request.dryRun(),
                /* compare= */ request.compare(),
                /* guidesProperties= */ properties(run.guidesProperties()),
                /* phase= */ run.phase().name(),
                /* linkedCount= */ run.linked(),
                /* warningCount= */ run.warnings(),
                /* rate= */ Math.round(run.rate() * 10) / 10.0,
                /* system= */ run.system(),
                /* ticks= */ run.ticks() == 0 ? null : run.ticks(),
                /* notBefore= */ millisOrNull(request.notBefore()),
                /* dailyHours= */ request.dailyHours() == null
                        ? null
                        : request.dailyHours().toString(),
                /* countsByType= */ countsByType(run.countsByType()),
                /* attempts= */ run.attempts().stream().map(RunJson::attempt).toList(),
                /* nodes= */ run.nodes().stream().map(RunJson::node).toList(),
                /* comparison= */ comparison);
    }

    private static Map<String, CountsDto> countsByType(Map<FileType, Counts> counts) {
        Map<String, CountsDto> byType = new LinkedHashMap<>();
        counts.forEach((type, each) ->
                byType.put(type.code(), new CountsDto(each.succeeded(), each.failed(), each.skipped())));
        return byType;
    }

    private static AttemptDto attempt(Run.Attempt attempt) {
        return new AttemptDto(
                attempt.number(),
                attempt.node(),
                /* startedAt= */ millis(attempt.startedAt()),
                /* endedAt= */ millis(attempt.endedAt()));
    }

    private static NodeWorkDto node(Run.NodeWork node) {
        return new NodeWorkDto(node.name(), node.done(), millis(node.lastSeen()));
    }

    private static ComparisonDto comparison(Comparison comparison, List<Comparison.Difference> examples) {
        return new ComparisonDto(
                /* comparedCount= */ comparison.compared(),
                comparison.properties().entrySet().stream()
                        .map(property -> new ComparedPropertyDto(property.getKey(), property.getValue()))
                        .toList(),
                examples.stream()
                        .map(example -> new ComparedAssetDto(example.path(), example.properties()))
                        .toList(),
                /* hiddenCount= */ comparison.examples().size() - examples.size(),
                /* unknownMapCount= */ comparison.unknownMaps());
    }

    private static String throttledBy(@Nullable ThrottleReason reason) {
        return reason == null ? "" : reason.name().toLowerCase(Locale.ROOT);
    }

    private static MigrationSetDto selection(Selection selection) {
        WorkStateDto state =
                switch (selection.state()) {
                    case WAITING -> WorkStateDto.WAITING;
                    case WALKING -> WorkStateDto.PROCESSING;
                    case COMPLETE -> WorkStateDto.SUCCESS;
                    case FAILED -> WorkStateDto.FAILURE;
                };
        return new MigrationSetDto(selection.found(), state);
    }

    private static EtaDto eta(Run run) {
        return new EtaDto(run.state().isEnded() ? Long.valueOf(0) : seconds(run.remaining()), "SECONDS");
    }

    /** Rounded up, so that 0 always means that the run has ended. */
    private static @Nullable Long seconds(@Nullable Duration remaining) {
        return remaining == null
                ? null
                : Math.max(0, remaining.plusNanos(999_999_999).toSeconds());
    }

    private static long millis(@Nullable Instant instant) {
        return instant == null ? 0 : instant.toEpochMilli();
    }

    private static @Nullable Long millisOrNull(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    private static GuidesPropertiesDto properties(GuidesProperties properties) {
        return switch (properties) {
            case WRITE -> GuidesPropertiesDto.WRITE;
            case OWN -> GuidesPropertiesDto.OWN;
        };
    }

    /** Maps the type of a run to the contract. */
    static ProcessingTypeDto type(RunType type) {
        return switch (type) {
            case PROCESS -> ProcessingTypeDto.ASSET_PROCESSING;
            case RESET -> ProcessingTypeDto.RESET;
        };
    }

    /** Maps the state of a run to the contract. */
    static ProcessStateDto state(RunState state) {
        return switch (state) {
            case QUEUED -> ProcessStateDto.WAITING;
            case RUNNING -> ProcessStateDto.PROCESSING;
            case SUCCEEDED -> ProcessStateDto.SUCCESS;
            case FAILED -> ProcessStateDto.FAILURE;
            case CANCELLED -> ProcessStateDto.CANCELLED;
        };
    }
}
