package org.openguides.processing.internal.engine.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
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
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.store.DeadlyAssets;
import org.openguides.processing.internal.text.TabLine;
import org.slf4j.Logger;

/**
 * Records which assets were being processed when the process died. Stored in files of this node rather than the
 * repository, because a segment store loses the commits of the seconds before a crash. Safe for use by multiple
 * threads.
 */
public final class CrashHistory {

    private static final Logger LOG = ServerLog.of(CrashHistory.class);
    private static final int REMEMBERED = 1000;
    private static final String DEATHS = "deaths";
    private static final String SLOT = "in-hand-";
    /** Identifies the process rather than the bundle: workers of a restarted bundle may still be busy. */
    private static final String PROCESS =
            SLOT + ManagementFactory.getRuntimeMXBean().getStartTime() + "-";

    private final @Nullable Path folder;
    private final String version;
    private final Map<Asset, Integer> deaths = new ConcurrentHashMap<>();
    private final AtomicInteger slots = new AtomicInteger();
    private final Semaphore oneAtATime = new Semaphore(1);
    /** Time of the last known death. */
    private volatile Instant lastDeath = Instant.EPOCH;

    private boolean stopped;

    /**
     * A version of an asset's content.
     *
     * @param path     absolute path
     * @param revision identifies the bytes
     */
    record Asset(String path, String revision) {}

    private CrashHistory(@Nullable Path folder, String version) {
        this.folder = folder;
        this.version = version;
    }

    /**
     * Returns a history that records nothing on this node.
     *
     * @param version version of the bundle
     */
    public static CrashHistory none(String version) {
        return new CrashHistory(null, version);
    }

    /**
     * Reads the records of earlier processes. If the folder cannot be used, nothing is recorded.
     *
     * @param folder  folder of the files, created if missing
     * @param version version of the bundle
     */
    public static CrashHistory in(Path folder, String version) {
        try {
            Files.createDirectories(folder);
            CrashHistory suspects = new CrashHistory(folder, version);
            suspects.load();
            return suspects;
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Assets that crash the server cannot be recorded: {} cannot be used", folder, e);
            return none(version);
        }
    }

    /** Returns the version of the bundle; another version may be able to process what crashes this one. */
    String version() {
        return version;
    }

    /** Returns whether an earlier process of this node has left records. */
    boolean isRemembering() {
        return folder != null;
    }

    /** Returns the record of an asset in the form for the repository. */
    String note(Asset asset) {
        return TabLine.join(List.of(asset.path(), asset.revision(), version, PROCESS));
    }

    /**
     * Parses a record of the repository and returns the asset if a process has died at it; otherwise empty.
     *
     * @param ofThisNode whether a worker of this node wrote it: if it was this process, nothing has died
     */
    static Optional<DeadlyAssets.Content> deadly(String note, boolean ofThisNode) {
        List<String> fields = TabLine.split(note);
        return fields.size() == 4 && !(ofThisNode && fields.get(3).equals(PROCESS))
                ? Optional.of(new DeadlyAssets.Content(fields.get(0), fields.get(1), fields.get(2)))
                : Optional.empty();
    }

    /** Returns how often the process has died while a worker processed this asset. */
    int deaths(Asset asset) {
        return deaths.getOrDefault(asset, 0);
    }

    /** Held by the worker that processes a suspect: if two were processed at the same time, both would be blamed. */
    Semaphore oneAtATime() {
        return oneAtATime;
    }

    /** Creates a file for the records of a worker; null if that is impossible or recording has stopped. */
    synchronized @Nullable Path newSlot() {
        if (folder == null || stopped) {
            return null;
        }
        Path file = folder.resolve(PROCESS + slots.incrementAndGet());
        try {
            return Files.createFile(file);
        } catch (IOException e) {
            LOG.warn("Cannot record the current asset: {}", file, e);
            return null;
        }
    }

    /**
     * Stops recording on an orderly shutdown, which must not be blamed on assets that are still being processed.
     * Another instance in this process may start to record again.
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
            LOG.warn("Assets that are in work now will be blamed for the end of this process", e);
        }
    }

    /** Returns the paths of assets that were being processed when this node died. */
    public Set<String> paths() {
        return deaths.keySet().stream().map(Asset::path).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Forgets all deaths if the last one was before the given time.
     *
     * @param before null for never
     */
    synchronized void forget(@Nullable Instant before) {
        if (folder == null || before == null || deaths.isEmpty() || !lastDeath.isBefore(before)) {
            return;
        }
        try {
            Files.deleteIfExists(folder.resolve(DEATHS));
            LOG.info("Forgets assets at which the server has died: {}", paths());
            deaths.clear();
        } catch (IOException e) {
            LOG.warn("Assets at which the server has died cannot be forgotten", e);
        }
    }

    /**
     * Forgets the deaths at an asset that was processed and committed since: two deaths with a success between them have
     * another cause.
     */
    synchronized void survived(Asset asset) {
        if (folder == null || deaths.remove(asset) == null) {
            return;
        }
        Path file = folder.resolve(DEATHS);
        String line = line(asset);
        try {
            List<String> kept = Files.readAllLines(file).stream()
                    .filter(each -> !each.equals(line))
                    .toList();
            if (kept.isEmpty()) {
                Files.delete(file);
            } else {
                Path next = folder.resolve(DEATHS + ".new");
                Files.write(next, kept);
                Files.setLastModifiedTime(next, FileTime.from(lastDeath));
                Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            LOG.warn("A death of the server cannot be forgotten: {} was processed since", asset.path(), e);
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

    /** Deletes each record before counting it: losing one is better than counting it twice. */
    private List<String> takeSlots() throws IOException {
        List<String> lines = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(), SLOT + "*")) {
            for (Path file : files) {
                if (!String.valueOf(file.getFileName()).startsWith(PROCESS)) {
                    String line = read(Files.readAllBytes(file));
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

    /** Parses the record in a file; empty if no asset was current or the file is damaged. */
    private static String read(byte[] bytes) {
        if (bytes.length < Integer.BYTES) {
            return "";
        }
        int length = ByteBuffer.wrap(bytes).getInt();
        return length < 0 || length > bytes.length - Integer.BYTES
                ? ""
                : new String(bytes, Integer.BYTES, length, StandardCharsets.UTF_8);
    }

    /** Returns the record of an asset that is current, to be flipped and written to the start of the file. */
    static ByteBuffer encode(Asset asset) {
        byte[] line = line(asset).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + line.length)
                .putInt(line.length)
                .put(line);
    }

    private static String line(Asset asset) {
        return TabLine.join(List.of(asset.path(), asset.revision()));
    }

    /** Returns the record for no asset; see {@link #encode}. */
    static ByteBuffer encodeNone() {
        return ByteBuffer.allocate(Integer.BYTES).putInt(0);
    }
}
