package org.openguides.processing.internal.engine.work;

import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.Term;
import org.openguides.processing.internal.engine.DuplicateUuidFilter;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.text.Subtrees;
import org.slf4j.Logger;

/**
 * Index of a run's assets, read from its partitions. Needs eight bytes per asset, and the paths of maps. Safe for use
 * by multiple threads.
 */
final class RecordedAssets {

    private static final Logger LOG = ServerLog.of(RecordedAssets.class);
    private static final int INDEX_BITS = 32;

    /** A waiting worker returns every second to show progress. */
    private final ReentrantLock reading = new ReentrantLock();

    private @Nullable List<String> maps;
    private @Nullable Digests digests;

    /**
     * Returns paths of assets at or below a folder that may contain a term.
     *
     * @param step called when a partition has been read, and while another worker reads them
     */
    List<String> with(Term term, String folder, RunNode run, Runnable step) throws RepositoryException {
        List<String> found = term.equals(Term.map())
                ? maps(run, step)
                : digests(run, step).find(DuplicateUuidFilter.digest(term.uuid()), run);
        return found.stream().filter(path -> Subtrees.contains(folder, path)).toList();
    }

    private List<String> maps(RunNode run, Runnable step) throws RepositoryException {
        lock(step);
        try {
            List<String> known = maps;
            if (known == null) {
                known = readMaps(run, step);
                maps = known;
            }
            return known;
        } finally {
            reading.unlock();
        }
    }

    private static List<String> readMaps(RunNode run, Runnable step) throws RepositoryException {
        List<String> all = new ArrayList<>();
        for (String name : run.partitions()) {
            PartitionNode partition = run.partition(name).orElseThrow();
            List<Integer> places = partition.maps();
            List<String> paths = places.isEmpty() ? List.of() : partition.paths();
            places.forEach(place -> all.add(paths.get(place)));
            step.run();
        }
        return List.copyOf(all);
    }

    private Digests digests(RunNode run, Runnable step) throws RepositoryException {
        lock(step);
        try {
            Digests known = digests;
            if (known == null) {
                known = new Digests(run, step);
                digests = known;
            }
            return known;
        } finally {
            reading.unlock();
        }
    }

    private void lock(Runnable step) {
        try {
            while (!reading.tryLock(1, TimeUnit.SECONDS)) {
                step.run();
            }
        } catch (InterruptedException e) {
            // the interrupt flag stays cleared, since Oak must not be used by an interrupted thread
            LOG.debug("interrupted while another worker reads the partitions", e);
            reading.lock();
        }
    }

    /** Digests of the uuids of a run's assets. Immutable. */
    private static final class Digests {

        private final List<String> partitions;
        /** Index of each partition's first asset within the run. */
        private final int[] firsts;
        /** Digest and index of each asset with a uuid, ascending. */
        private final long[] entries;

        Digests(RunNode run, Runnable step) throws RepositoryException {
            partitions = run.partitions();
            firsts = new int[partitions.size()];
            LongStream.Builder all = LongStream.builder();
            int number = 0;
            for (int i = 0; i < firsts.length; i++) {
                firsts[i] = number;
                PartitionNode partition = run.partition(partitions.get(i)).orElseThrow();
                for (String digest : partition.digests()) {
                    if (!digest.isEmpty()) {
                        all.add(high(digest) | number);
                    }
                    number++;
                }
                step.run();
            }
            entries = all.build().sorted().toArray();
        }

        private static long high(String digest) {
            return Long.parseLong(digest, 16) << INDEX_BITS;
        }

        List<String> find(String digest, RunNode run) throws RepositoryException {
            long least = high(digest);
            int place = Arrays.binarySearch(entries, least);
            List<String> found = new ArrayList<>();
            for (int i = place < 0 ? -place - 1 : place; i < entries.length && isOf(entries[i], least); i++) {
                found.add(path((int) (entries[i] - least), run));
            }
            return found;
        }

        private static boolean isOf(long entry, long least) {
            return entry >>> INDEX_BITS == least >>> INDEX_BITS;
        }

        private String path(int number, RunNode run) throws RepositoryException {
            int place = Arrays.binarySearch(firsts, number);
            int partition = place < 0 ? -place - 2 : place;
            List<String> paths =
                    run.partition(partitions.get(partition)).orElseThrow().paths();
            return paths.get(number - firsts[partition]);
        }
    }
}
