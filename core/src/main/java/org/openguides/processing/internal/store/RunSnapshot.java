package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Comparison;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunPhase;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Selection;
import org.openguides.processing.api.ThrottleReason;

/** A run as clients see it, read from its node. */
public record RunSnapshot(
        String id,
        RunRequest request,
        GuidesProperties guidesProperties,
        RunState state,
        Selection selection,
        RunPhase phase,
        Tally tally,
        long linked,
        int attempt,
        List<Attempt> attempts,
        List<NodeWork> nodes,
        double rate,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Instant updatedAt,
        long ticks,
        @Nullable Duration remaining,
        @Nullable ThrottleReason throttledBy,
        String comment,
        long logLines,
        @Nullable Comparison comparison)
        implements Run {

    /** Returns what the session of the node sees now. */
    public static Run of(RunNode run) throws RepositoryException {
        Node node = run.node();
        Instant created = Objects.requireNonNullElse(Nodes.instant(node, RunNode.CREATED), Instant.EPOCH);
        RunState state = run.state();
        Selection selection = run.selection();
        ProgressNode standing = run.progress();
        Tally tally = standing.tally();
        return new RunSnapshot(
                run.id(),
                run.request(),
                run.guidesProperties(),
                state,
                selection,
                phase(standing, state, selection),
                tally,
                standing.linked(),
                (int) Nodes.number(node, RunNode.ATTEMPT),
                standing.attempts(),
                standing.nodes(tally),
                state == RunState.RUNNING ? standing.rate() : 0,
                created,
                Nodes.instant(node, RunNode.STARTED),
                Nodes.instant(node, RunNode.ENDED),
                Objects.requireNonNullElse(Nodes.instant(node, RunNode.UPDATED), created),
                Nodes.number(node, RunNode.TICKS),
                standing.remaining(),
                Nodes.constant(node, RunNode.THROTTLED_BY, ThrottleReason.class),
                Nodes.text(node, RunNode.COMMENT, ""),
                node.hasNode("log") ? Nodes.number(node.getNode("log"), "lines") : 0,
                ComparisonNode.isBelow(node) ? ComparisonNode.read(node) : null);
    }

    private static RunPhase phase(ProgressNode standing, RunState state, Selection selection)
            throws RepositoryException {
        if (state != RunState.RUNNING) {
            return state.isEnded() ? RunPhase.ENDED : RunPhase.WAITING;
        }
        if (selection.state() != Selection.State.COMPLETE) {
            return RunPhase.SELECTING;
        }
        return standing.isLinking() ? RunPhase.LINKING : RunPhase.PROCESSING;
    }

    @Override
    public String requestedBy() {
        return request.requestedBy();
    }

    @Override
    public List<String> paths() {
        return request.paths();
    }

    @Override
    public List<String> excludedPaths() {
        return request.excludedPaths();
    }

    @Override
    public boolean system() {
        return request.system();
    }

    @Override
    public Counts counts() {
        return tally.total();
    }

    @Override
    public Map<FileType, Counts> countsByType() {
        return tally.byType();
    }

    @Override
    public long warnings() {
        return tally.warnings();
    }
}
