package org.openguides.processing.internal.engine.work;

import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.Term;
import org.openguides.processing.internal.engine.DuplicateUuidFilter;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.text.Subtrees;

/**
 * The assets of one run, found by what they are in the lists of its partitions. It takes eight bytes for each asset, and the
 * paths of its maps. Safe for use by many threads.
 */
final class RecordedAssets {

    private static final int INDEX_BITS = 32;

    private @Nullable List<String> maps;
    private @Nullable Digests digests;

    /** Paths of the assets that may have a term, at or below a folder. */
    List<String> with(Term term, String folder, RunNode run) throws RepositoryException {
        List<String> found = term.equals(Term.map()) ? maps(run) : withUuid(term, run);
        return found.stream().filter(path -> Subtrees.contains(folder, path)).toList();
    }

    private synchronized List<String> maps(RunNode run) throws RepositoryException {
        if (maps == null) {
            List<String> all = new ArrayList<>();
            for (String name : run.partitions()) {
                PartitionNode partition = run.partition(name).orElseThrow();
                List<Integer> places = partition.maps();
                List<String> paths = places.isEmpty() ? List.of() : partition.paths();
                places.forEach(place -> all.add(paths.get(place)));
            }
            maps = List.copyOf(all);
        }
        return maps;
    }

    private List<String> withUuid(Term term, RunNode run) throws RepositoryException {
        return digests(run).find(DuplicateUuidFilter.digest(term.uuid()), run);
    }

    private synchronized Digests digests(RunNode run) throws RepositoryException {
        if (digests == null) {
            digests = new Digests(run);
        }
        return digests;
    }

    /** Digests of the uuids of a run's assets. Immutable. */
    private static final class Digests {

        private final List<String> partitions;
        /** The number of each partition's first asset, counted through all of them. */
        private final int[] firsts;
        /** Digest and number of each asset that has a uuid, ascending. */
        private final long[] entries;

        Digests(RunNode run) throws RepositoryException {
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
