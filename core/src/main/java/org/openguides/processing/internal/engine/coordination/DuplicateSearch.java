package org.openguides.processing.internal.engine.coordination;

import javax.jcr.RepositoryException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.openguides.processing.internal.engine.DuplicateUuidFilter;
import org.openguides.processing.internal.store.RunNode;

/** Searches a run for assets whose uuid may also belong to another asset, a few partitions per tick. For one thread. */
final class DuplicateSearch {

    /** Partitions per tick; reading the digests of one takes a few milliseconds. */
    private static final int STEP = 10;

    private final DuplicateUuidFilter namesakes;
    private final List<String> partitions;
    private final Map<String, List<Integer>> doubtful = new LinkedHashMap<>();
    private int next;

    /**
     * @param assets     number of assets of the run
     * @param partitions names of the partitions in the order of the walk
     */
    DuplicateSearch(long assets, List<String> partitions) {
        this.namesakes = new DuplicateUuidFilter(assets);
        this.partitions = partitions;
    }

    /** Examines the next partitions; returns whether all have been examined. */
    boolean isDoneAfterNext(RunNode run) throws RepositoryException {
        int end = Math.min(partitions.size(), next + STEP);
        for (; next < end; next++) {
            String name = partitions.get(next);
            doubtful.put(name, namesakes.among(run.partition(name).orElseThrow().digests()));
        }
        return next >= partitions.size();
    }

    /** Makes the partitions ready for linking. Transient until saved; may be repeated. */
    void mark(RunNode run) throws RepositoryException {
        for (Map.Entry<String, List<Integer>> partition : doubtful.entrySet()) {
            run.partition(partition.getKey()).orElseThrow().beginLinking(partition.getValue());
        }
    }
}
