package org.openguides.processing.internal.engine.work;

import javax.jcr.Session;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;

import org.openguides.processing.internal.catalog.Identities;
import org.openguides.processing.internal.store.RunNode;

/**
 * Cache of what runs have recorded about their assets. Read once for all workers of a node when a run enters its
 * linking phase; from then on it does not change. Safe for use by multiple threads.
 */
final class RunRecords {

    /** Maximum number of cached runs. */
    private static final int RUNS = 4;

    /** Evicted when memory is scarce, since the end of a run is not signalled. */
    private final Map<String, SoftReference<RecordedAssets>> runs = new LinkedHashMap<>(RUNS, 1, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SoftReference<RecordedAssets>> eldest) {
            return size() > RUNS;
        }
    };

    /**
     * Returns the assets of a run, all of which have been processed. Valid as long as the session.
     *
     * @param step called with each step of reading them
     */
    Identities of(String runPath, Session session, Runnable step) {
        return (term, folder) -> find(runPath).with(term, folder, RunNode.at(session, runPath), step);
    }

    private synchronized RecordedAssets find(String runPath) {
        SoftReference<RecordedAssets> kept = runs.get(runPath);
        RecordedAssets assets = kept == null ? null : kept.get();
        if (assets == null) {
            assets = new RecordedAssets();
            runs.put(runPath, new SoftReference<>(assets));
        }
        return assets;
    }
}
