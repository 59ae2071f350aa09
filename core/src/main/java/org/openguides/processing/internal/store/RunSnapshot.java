package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import org.openguides.processing.api.Run;
import org.openguides.processing.api.ThrottleReason;

/** Reads all of a run that a client may know. */
final class RunSnapshot {

    private RunSnapshot() {}

    static Run of(RunNode run) throws RepositoryException {
        Node node = run.node();
        Instant created = Objects.requireNonNullElse(Nodes.instant(node, RunNode.CREATED), Instant.EPOCH);
        return new Run(
                run.id(),
                run.request(),
                run.guidesProperties(),
                run.state(),
                run.selection(),
                run.tally().total(),
                (int) Nodes.number(node, RunNode.ATTEMPT),
                created,
                Nodes.instant(node, RunNode.STARTED),
                Nodes.instant(node, RunNode.ENDED),
                Objects.requireNonNullElse(Nodes.instant(node, RunNode.UPDATED), created),
                node.hasProperty(RunNode.REMAINING) ? Duration.ofMillis(Nodes.number(node, RunNode.REMAINING)) : null,
                Nodes.constant(node, RunNode.THROTTLED_BY, ThrottleReason.class),
                Nodes.text(node, RunNode.COMMENT, ""),
                node.hasNode("log") ? Nodes.number(node.getNode("log"), "lines") : 0,
                ComparisonNode.isBelow(node) ? ComparisonNode.read(node) : null);
    }
}
