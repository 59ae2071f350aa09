package org.openguides.processing.internal.store;

import javax.jcr.InvalidItemStateException;
import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Outage;
import org.slf4j.Logger;

/**
 * Reads records one by one, so that a damaged one, or one of a later version, does not affect others. A record that is
 * left out is logged once, not on each read. Safe for use by multiple threads.
 */
public final class RecordReader {

    private static final Logger LOG = ServerLog.of(RecordReader.class);

    /** Number of logged records after which all are forgotten, and logged again. */
    private static final int REMEMBERED = 10_000;

    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private RecordReader() {}

    /** Reads one record. */
    @FunctionalInterface
    public interface Read<T> {
        T read() throws RepositoryException;
    }

    /**
     * Reads one of several records.
     *
     * @param id name of its node
     * @return empty if it cannot be read, or another session is changing it; unsaved changes of the session must then
     *         be discarded
     * @throws RepositoryException if no record can be read because the database of the repository is unavailable
     */
    public static <T> Optional<T> read(String id, Read<T> read) throws RepositoryException {
        try {
            return Optional.of(read.read());
        } catch (UnknownFormatException e) {
            leave(id, e);
        } catch (InvalidItemStateException changed) {
            LOG.debug("record={} has been changed or removed meanwhile", id, changed);
        } catch (RepositoryException
                | ProcessingException
                | IllegalArgumentException
                | IndexOutOfBoundsException damaged) {
            if (Outage.isOutage(damaged)) {
                throw damaged instanceof RepositoryException away ? away : new RepositoryException(damaged);
            }
            if (isNews(id)) {
                LOG.warn("record={} cannot be read, and is ignored", id, damaged);
            }
        }
        return Optional.empty();
    }

    /** Like {@link #read(String, Read)}, for a node that may have been removed since it was listed. */
    public static <T> Optional<T> read(Node record, Read<T> read) throws RepositoryException {
        String id;
        try {
            id = record.getName();
        } catch (InvalidItemStateException removed) {
            return Optional.empty();
        }
        return read(id, read);
    }

    /** Logs once that a record of a later version is ignored. */
    public static void leave(String id, UnknownFormatException why) {
        if (isNews(id)) {
            LOG.warn("record={} is ignored: {}", id, why.getMessage());
        }
    }

    private static boolean isNews(String id) {
        if (TOLD.size() >= REMEMBERED) {
            TOLD.clear();
        }
        return TOLD.add(id);
    }
}
