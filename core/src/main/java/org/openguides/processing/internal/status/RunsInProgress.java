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
 * The runs that have not ended, as one session sees them. Dry runs do not count: they process nothing. Of a run that cannot be
 * read, be it damaged or of a later version, nothing is known but its claim: it has yet to process all that it holds.
 */
final class RunsInProgress {

    private final List<Work> runs;

    /** What one of them has to do. */
    @FunctionalInterface
    interface Work {

        /** Whether it is going to process the asset. */
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

    /** That it cannot be read may show only when it is asked about an asset. */
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

    /** Whether one of them is going to process the asset. */
    boolean haveYetToProcess(AssetNode asset, Standing standing) throws RepositoryException {
        for (Work run : runs) {
            if (run.isToDo(asset, standing)) {
                return true;
            }
        }
        return false;
    }
}
