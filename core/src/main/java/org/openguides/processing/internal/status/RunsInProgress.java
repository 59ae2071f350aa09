package org.openguides.processing.internal.status;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;

/** The runs that have not ended, as one session sees them. Dry runs do not count: they process nothing. */
final class RunsInProgress {

    private final List<RunInProgress> runs;

    private RunsInProgress(List<RunInProgress> runs) {
        this.runs = runs;
    }

    static RunsInProgress read(Session session) throws RepositoryException {
        List<RunInProgress> runs = new ArrayList<>();
        for (Claims.Claim claim : Claims.all(session)) {
            Optional<RunNode> run = RunStore.find(session, claim.runId());
            if (run.isPresent()
                    && !run.get().state().isEnded()
                    && !run.get().request().dryRun()) {
                runs.add(new RunInProgress(run.get(), claim));
            }
        }
        return new RunsInProgress(runs);
    }

    /** Whether one of them is going to process the asset. */
    boolean haveYetToProcess(AssetNode asset, Standing standing) throws RepositoryException {
        for (RunInProgress run : runs) {
            if (run.hasYetToProcess(asset, standing)) {
                return true;
            }
        }
        return false;
    }
}
