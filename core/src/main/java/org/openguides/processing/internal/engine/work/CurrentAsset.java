package org.openguides.processing.internal.engine.work;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Reason;
import org.openguides.processing.internal.engine.supervision.Progress;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.store.DeadlyAssets;
import org.openguides.processing.spi.Finding;
import org.slf4j.Logger;

/**
 * The asset that a worker is processing, recorded as progress and in a file for the next process in case this one dies.
 * Data written to a file survives the death of the process even without a flush to disk. For the worker's thread.
 */
final class CurrentAsset implements AutoCloseable {

    private static final Logger LOG = ServerLog.of(CurrentAsset.class);
    private static final int DEADLY = 2;
    private static final String NOT_AGAIN =
            " it is not retried until the file is changed or another version of the processor is installed";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final CrashHistory suspects;
    private final Map<DeadlyAssets.Content, Long> deaths;
    private final Duration limit;
    private final Progress progress;
    private final Set<String> setAside = ConcurrentHashMap.newKeySet();
    /** Null before the first asset: a worker that does not begin leaves no file open. */
    private @Nullable Path file;

    private @Nullable FileChannel notes;
    private boolean opened;
    /** Assets since the last commit at which the server has died before. */
    private final Set<CrashHistory.Asset> suspected = new HashSet<>();

    private volatile boolean alone;
    private volatile boolean cautious;

    /**
     * @param setAside assets that exceeded the time limit before
     * @param deaths   deaths at assets that are recorded in the repository
     * @param limit    time limit for an asset
     * @param progress progress of the worker
     */
    public CurrentAsset(
            CrashHistory suspects,
            Iterable<String> setAside,
            Map<DeadlyAssets.Content, Long> deaths,
            Duration limit,
            Progress progress) {
        this.suspects = suspects;
        this.deaths = deaths;
        this.limit = limit;
        this.progress = progress;
        setAside.forEach(this.setAside::add);
    }

    /** Returns why an asset must not be processed, as a finding; empty if it may be. */
    Optional<Finding> objection(String path, String revision) {
        if (setAside.contains(path)) {
            return Optional.of(Finding.of(
                    Reason.HUNG, "it was not done after " + limit.toSeconds() + " s, and has been set aside"));
        }
        if (deaths.getOrDefault(new DeadlyAssets.Content(path, revision, suspects.version()), 0L) >= DEADLY) {
            return Optional.of(Finding.of(
                    Reason.KILLED_THE_SERVER,
                    "servers have died twice while it or its batch was processed;" + NOT_AGAIN));
        }
        return suspects.deaths(new CrashHistory.Asset(path, revision)) < DEADLY
                ? Optional.empty()
                : Optional.of(Finding.of(
                        Reason.KILLED_THE_SERVER, "the server has died twice while it was processed;" + NOT_AGAIN));
    }

    /**
     * Waits until no other worker of this node processes a suspect or has a record in the repository, and blocks others
     * until {@link #endCautiously()}.
     */
    void beginCautiously() {
        leaveQueue();
        queue();
        cautious = true;
    }

    /** Must be called once the recorded asset has been committed. */
    void endCautiously() {
        cautious = false;
        leaveQueue();
    }

    /** Starts with the next asset, which ends the previous one. */
    void take(String path, String revision) {
        CrashHistory.Asset asset = new CrashHistory.Asset(path, revision);
        boolean suspect = suspects.deaths(asset) > 0;
        if (suspect) {
            suspected.add(asset);
        }
        if (!cautious) {
            leaveQueue();
            if (suspect) {
                queue();
            }
        }
        write(CrashHistory.encode(asset));
        progress.process(path);
    }

    /** Ends the current asset. */
    void clear() {
        progress.enter(Progress.Phase.BETWEEN);
        if (!cautious) {
            leaveQueue();
        }
        write(CrashHistory.encodeNone());
    }

    /** Must be called once the assets that were taken have been committed: the server has survived them. */
    void committed() {
        suspected.forEach(suspects::survived);
        suspected.clear();
    }

    /** Notes progress in the present phase. */
    void advance() {
        progress.step();
    }

    /** Notes progress in linking: some assets are linked, or a map has been read. */
    void step() {
        progress.enter(Progress.Phase.LINKING);
    }

    @Override
    public void close() {
        leaveQueue();
        closeNotes();
    }

    /** Removes the file, too: it would accuse the asset of its last note if the server died. */
    private void closeNotes() {
        FileChannel open = notes;
        Path present = file;
        notes = null;
        file = null;
        try {
            if (open != null) {
                open.close();
            }
            if (present != null) {
                Files.deleteIfExists(present);
            }
        } catch (IOException e) {
            LOG.warn("Cannot remove {}", present, e);
        }
    }

    /** Waits for the permit, with a timeout, since the worker that holds it may hang. */
    private void queue() {
        try {
            alone = suspects.oneAtATime().tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // Continues as if the wait had ended. The interrupt flag stays cleared, since Oak must not be used by an
            // interrupted thread.
            LOG.debug("interrupted while waiting for another suspect", e);
        }
    }

    private void leaveQueue() {
        if (alone) {
            alone = false;
            suspects.oneAtATime().release();
        }
    }

    private static @Nullable FileChannel open(@Nullable Path file) {
        try {
            return file == null ? null : FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (IOException e) {
            LOG.warn("Cannot record the current asset: {}", file, e);
            return null;
        }
    }

    private void write(ByteBuffer note) {
        if (!opened) {
            opened = true;
            file = suspects.newSlot();
            notes = open(file);
        }
        FileChannel open = notes;
        if (open != null) {
            try {
                open.write(note.flip(), 0);
            } catch (IOException e) {
                LOG.warn("Cannot record current assets any more: {}", file, e);
                closeNotes();
            }
        }
    }
}
