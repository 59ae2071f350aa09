package org.openguides.processing.internal.engine.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.store.DeadlyAssets;
import org.openguides.processing.internal.text.TabLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The assets that workers had in hand when the process died. It is kept in files of this node and not in the repository,
 * because a segment store loses what was committed in the seconds before the death. Safe for use by many threads.
 */
public final class CrashHistory {

    private static final Logger LOG = LoggerFactory.getLogger(CrashHistory.class);
    private static final int REMEMBERED = 1000;
    private static final String DEATHS = "deaths";
    private static final String SLOT = "in-hand-";
    /** Of the process and not of the bundle: a bundle that is restarted may have workers that are not done yet. */
    private static final String PROCESS =
            SLOT + ManagementFactory.getRuntimeMXBean().getStartTime() + "-";

    private final @Nullable Path folder;
    private final String version;
    private final Map<Asset, Integer> deaths = new ConcurrentHashMap<>();
    private final AtomicInteger slots = new AtomicInteger();
    private final Semaphore oneAtATime = new Semaphore(1);
    /** When the last death was noted that is known. */
    private volatile Instant lastDeath = Instant.EPOCH;

    private boolean stopped;

    /**
     * One content of one asset.
     *
     * @param path     absolute path
     * @param revision identifies its bytes
     */
    record Asset(String path, String revision) {}

    private CrashHistory(@Nullable Path folder, String version) {
        this.folder = folder;
        this.version = version;
    }

    /**
     * Keeps nothing on this node.
     *
     * @param version of the bundle
     */
    public static CrashHistory none(String version) {
        return new CrashHistory(null, version);
    }

    /**
     * Reads what an earlier process has left; a folder that cannot be used is as good as none.
     *
     * @param folder  where the files are; it is made
     * @param version of the bundle
     */
    public static CrashHistory in(Path folder, String version) {
        try {
            Files.createDirectories(folder);
            CrashHistory suspects = new CrashHistory(folder, version);
            suspects.load();
            return suspects;
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Assets at which the server dies will not be recognised: {} cannot be used", folder, e);
            return none(version);
        }
    }

    /** The version of the bundle: another one may get along with what kills this one. */
    String version() {
        return version;
    }

    /** Whether an earlier process of this node has left its notes. */
    boolean isRemembering() {
        return folder != null;
    }

    /** The note of an asset that is in hand, for the repository. */
    String note(Asset asset) {
        return TabLine.join(List.of(asset.path(), asset.revision(), version, PROCESS));
    }

    /**
     * The asset in a note for the repository at which a process has died; empty if there is none.
     *
     * @param ofThisNode whether a worker of this node has made it: if it was one of this very process, nothing has died
     */
    static Optional<DeadlyAssets.Content> deadly(String note, boolean ofThisNode) {
        List<String> fields = TabLine.split(note);
        return fields.size() == 4 && !(ofThisNode && fields.get(3).equals(PROCESS))
                ? Optional.of(new DeadlyAssets.Content(fields.get(0), fields.get(1), fields.get(2)))
                : Optional.empty();
    }

    /** How often the process has died while a worker had this in hand. */
    int deaths(Asset asset) {
        return deaths.getOrDefault(asset, 0);
    }

    /** Held by the worker that has a suspect in hand: of two that are processed at the same time both would be blamed. */
    Semaphore oneAtATime() {
        return oneAtATime;
    }

    /** A new file for a worker's notes; null if there can be none, or there are to be none any more. */
    synchronized @Nullable Path newSlot() {
        if (folder == null || stopped) {
            return null;
        }
        Path file = folder.resolve(PROCESS + slots.incrementAndGet());
        try {
            return Files.createFile(file);
        } catch (IOException e) {
            LOG.warn("Cannot note what is in hand: {}", file, e);
            return null;
        }
    }

    /**
     * This process stops in order: what workers have in hand from now on is not to blame for its end, however long they take.
     * Another history of this process may begin anew.
     */
    public synchronized void stop() {
        stopped = true;
        if (folder == null) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PROCESS + "*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("What is in hand now will be blamed for the end of this process", e);
        }
    }

    /** The paths of the assets that this node knows to have been in hand at a death. */
    public Set<String> paths() {
        return deaths.keySet().stream().map(Asset::path).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Forgets all deaths, if the last of them was before a time.
     *
     * @param before null for never
     */
    void forget(@Nullable Instant before) {
        if (folder == null || before == null || deaths.isEmpty() || !lastDeath.isBefore(before)) {
            return;
        }
        try {
            Files.deleteIfExists(folder.resolve(DEATHS));
            LOG.info("Assets at which the server has died are forgotten: {}", paths());
            deaths.clear();
        } catch (IOException e) {
            LOG.warn("Assets at which the server has died cannot be forgotten", e);
        }
    }

    private void load() throws IOException {
        Path file = folder().resolve(DEATHS);
        List<String> lines = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
        boolean more = lines.addAll(takeSlots());
        List<String> kept = lines.subList(Math.max(0, lines.size() - REMEMBERED), lines.size());
        if (more) {
            Files.write(file, kept);
        }
        lastDeath = Files.exists(file) ? Files.getLastModifiedTime(file).toInstant() : Instant.EPOCH;
        for (String line : kept) {
            List<String> fields = TabLine.split(line);
            if (fields.size() == 2) {
                deaths.merge(new Asset(fields.get(0), fields.get(1)), 1, Integer::sum);
            }
        }
    }

    /** Each is removed before it is counted: rather lose one than count it twice. */
    private List<String> takeSlots() throws IOException {
        List<String> lines = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(), SLOT + "*")) {
            for (Path file : files) {
                if (!String.valueOf(file.getFileName()).startsWith(PROCESS)) {
                    String line = CurrentAsset.read(Files.readAllBytes(file));
                    Files.delete(file);
                    if (!line.isEmpty()) {
                        LOG.warn(
                                "The server has died while it processed {}",
                                TabLine.split(line).get(0));
                        lines.add(line);
                    }
                }
            }
        }
        return lines;
    }

    private Path folder() {
        return Objects.requireNonNull(folder);
    }

    /** As {@link CurrentAsset} notes it. */
    static byte[] encode(Asset asset) {
        return TabLine.join(List.of(asset.path(), asset.revision())).getBytes(StandardCharsets.UTF_8);
    }
}
