package org.openguides.processing.internal.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.text.TabLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The assets that workers had in hand when the process died. It is kept in files of this node and not in the repository,
 * because a segment store loses what was committed in the seconds before the death. Safe for use by many threads.
 */
public final class Suspects {

    private static final Logger LOG = LoggerFactory.getLogger(Suspects.class);
    private static final int REMEMBERED = 1000;
    private static final String DEATHS = "deaths";
    private static final String SLOT = "in-hand-";
    /** Of the process and not of the bundle: a bundle that is restarted may have workers that are not done yet. */
    private static final String PROCESS =
            SLOT + ManagementFactory.getRuntimeMXBean().getStartTime() + "-";

    private final @Nullable Path folder;
    private final Map<Asset, Integer> deaths = new ConcurrentHashMap<>();
    private final AtomicInteger slots = new AtomicInteger();
    private final Semaphore oneAtATime = new Semaphore(1);

    /**
     * One content of one asset.
     *
     * @param path     absolute path
     * @param revision identifies its bytes
     */
    record Asset(String path, String revision) {}

    private Suspects(@Nullable Path folder) {
        this.folder = folder;
    }

    /** Knows nothing and remembers nothing. */
    public static Suspects none() {
        return new Suspects(null);
    }

    /**
     * Reads what an earlier process has left; a folder that cannot be used is as good as none.
     *
     * @param folder where the files are; it is made
     */
    public static Suspects in(Path folder) {
        try {
            Files.createDirectories(folder);
            Suspects suspects = new Suspects(folder);
            suspects.load();
            return suspects;
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Assets at which the server dies will not be recognised: {} cannot be used", folder, e);
            return none();
        }
    }

    /** How often the process has died while a worker had this in hand. */
    int deaths(Asset asset) {
        return deaths.getOrDefault(asset, 0);
    }

    /** Held by whoever has a suspect in hand: of two that are processed at the same time both would be blamed. */
    Semaphore oneAtATime() {
        return oneAtATime;
    }

    /** A new file for a worker's notes; null if there is no folder. */
    @Nullable
    Path newSlot() {
        return folder == null ? null : folder.resolve(PROCESS + slots.incrementAndGet());
    }

    private void load() throws IOException {
        Path file = folder().resolve(DEATHS);
        List<String> lines = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
        boolean more = lines.addAll(takeSlots());
        List<String> kept = lines.subList(Math.max(0, lines.size() - REMEMBERED), lines.size());
        if (more) {
            Files.write(file, kept);
        }
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
                    String line = InHand.read(Files.readAllBytes(file));
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

    /** As {@link InHand} notes it. */
    static byte[] encode(Asset asset) {
        return TabLine.join(List.of(asset.path(), asset.revision())).getBytes(StandardCharsets.UTF_8);
    }
}
