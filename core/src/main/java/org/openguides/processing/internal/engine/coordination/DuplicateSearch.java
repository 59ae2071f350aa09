package org.openguides.processing.internal.engine.coordination;

import javax.jcr.RepositoryException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.openguides.processing.internal.engine.DuplicateUuidFilter;
import org.openguides.processing.internal.store.RunNode;

/** Looks for assets of a run that may have the uuid of another one, some partitions with each tick. For one thread. */
final class DuplicateSearch {

    /** Partitions of a tick; reading the digests of one takes some milliseconds. */
    private static final int STEP = 10;

    private final DuplicateUuidFilter namesakes;
    private final List<String> partitions;
    private final Map<String, List<Integer>> doubtful = new LinkedHashMap<>();
    private int next;

    /**
     * @param assets     of the run
     * @param partitions in the order of the walk
     */
    DuplicateSearch(long assets, List<String> partitions) {
        this.namesakes = new DuplicateUuidFilter(assets);
        this.partitions = partitions;
    }

    /** Looks at some partitions; returns whether there are no more. */
    boolean isDoneAfterNext(RunNode run) throws RepositoryException {
        int end = Math.min(partitions.size(), next + STEP);
        for (; next < end; next++) {
            String name = partitions.get(next);
            doubtful.put(name, namesakes.among(run.partition(name).orElseThrow().digests()));
        }
        return next >= partitions.size();
    }

    /** Makes the partitions ready for being linked; transient until saved, and may be repeated. */
    void mark(RunNode run) throws RepositoryException {
        for (Map.Entry<String, List<Integer>> partition : doubtful.entrySet()) {
            run.partition(partition.getKey()).orElseThrow().beginLinking(partition.getValue());
        }
    }
}
