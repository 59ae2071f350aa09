package org.openguides.processing.internal.engine.work;

import javax.jcr.Session;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;

import org.openguides.processing.internal.catalog.Identities;
import org.openguides.processing.internal.store.RunNode;

/**
 * What the assets of runs are, as the runs themselves have noted it. It is read once for all workers of a node, when a run's
 * assets are linked: from then on it does not change. Safe for use by many threads.
 */
final class RunRecords {

    /** There are few runs at a time. */
    private static final int RUNS = 4;

    /** Goes when memory is scarce; the end of a run is not told. */
    private final Map<String, SoftReference<RecordedAssets>> runs = new LinkedHashMap<>(RUNS, 1, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SoftReference<RecordedAssets>> eldest) {
            return size() > RUNS;
        }
    };

    /**
     * The assets of a run, all of which have been processed; lives as long as the session.
     *
     * @param step done each time that reading them has come a step further
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
