package org.openguides.processing.internal.status;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RecordReader;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;

/**
 * The runs that have not ended, as one session sees them, except dry runs, which process nothing. Of a run that cannot
 * be read, because it is damaged or of a later version, only the claim is known: it is assumed to process everything
 * below its paths.
 */
final class RunsInProgress {

    private final List<Work> runs;

    /** The remaining work of a run. */
    @FunctionalInterface
    interface Work {

        /** Returns whether the run is going to process the asset. */
        boolean isToDo(AssetNode asset, Standing standing) throws RepositoryException;
    }

    private RunsInProgress(List<Work> runs) {
        this.runs = runs;
    }

    static RunsInProgress read(Session session) throws RepositoryException {
        List<Work> runs = new ArrayList<>();
        for (Claims.Claim claim : Claims.all(session)) {
            Optional<Work> work = RecordReader.read(claim.runId(), () -> work(session, claim));
            runs.add(work.map(known -> guarded(known, claim)).orElse((asset, standing) -> claim.holds(asset.path())));
        }
        return new RunsInProgress(runs);
    }

    /** An unreadable record may be detected only when it is queried for an asset. */
    private static Work guarded(Work work, Claims.Claim claim) {
        return (asset, standing) -> RecordReader.read(claim.runId(), () -> work.isToDo(asset, standing))
                .orElseGet(() -> claim.holds(asset.path()));
    }

    private static Work work(Session session, Claims.Claim claim) throws RepositoryException {
        Optional<RunNode> run = RunStore.find(session, claim.runId());
        boolean works = run.isPresent()
                && !run.get().state().isEnded()
                && !run.get().request().dryRun();
        return works ? new RunInProgress(run.get(), claim)::hasYetToProcess : (asset, standing) -> false;
    }

    /** Returns whether any run is going to process the asset. */
    boolean haveYetToProcess(AssetNode asset, Standing standing) throws RepositoryException {
        for (Work run : runs) {
            if (run.isToDo(asset, standing)) {
                return true;
            }
        }
        return false;
    }
}
