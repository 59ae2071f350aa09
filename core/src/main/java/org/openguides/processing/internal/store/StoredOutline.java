package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.RunOutline;
import org.openguides.processing.api.RunState;

/**
 * Outline of a run, read lazily from its node. An error is a {@link ProcessingException}. Bound to the session of the
 * node.
 *
 * @param node      node of the run
 * @param id        id of the run
 * @param createdAt creation time; the epoch if unknown
 */
record StoredOutline(Node node, String id, Instant createdAt) implements RunOutline {

    static StoredOutline of(Node node) throws RepositoryException {
        RecordFormat.check(node);
        Instant created = Nodes.instant(node, RunNode.CREATED);
        return new StoredOutline(node, node.getName(), Objects.requireNonNullElse(created, Instant.EPOCH));
    }

    @Override
    public RunState state() {
        return read(() -> RecordFormat.constant(
                RunState.class, node.getProperty(RunNode.STATE).getString(), node));
    }

    @Override
    public String requestedBy() {
        return read(() -> Nodes.text(node, RequestProperties.REQUESTED_BY, ""));
    }

    @Override
    public List<String> paths() {
        return read(() -> Nodes.texts(node, RequestProperties.PATHS));
    }

    @Override
    public List<String> excludedPaths() {
        return read(() -> Nodes.texts(node, RequestProperties.EXCLUDED));
    }

    @Override
    public String comment() {
        return read(() -> Nodes.text(node, RunNode.COMMENT, ""));
    }

    @Override
    public boolean system() {
        return read(() -> Nodes.flag(node, RequestProperties.SYSTEM));
    }

    private static <T> T read(RecordReader.Read<T> read) {
        try {
            return read.read();
        } catch (RepositoryException e) {
            throw new ProcessingException("the run cannot be read", e);
        }
    }
}
