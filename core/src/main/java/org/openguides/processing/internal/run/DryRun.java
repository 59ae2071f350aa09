package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.openguides.processing.api.FileType;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.Selection;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.Tally;

/**
 * Selects and counts as a run would, and writes nothing but the run's own record. It has no checkpoint: an attempt that is
 * broken off is repeated from the beginning. For one thread.
 */
final class DryRun {

    private static final Duration SLICE = Duration.ofSeconds(1);
    private static final int JUDGED_AT_ONCE = 100;

    private final Attempt attempt;
    private final RunSettings settings;
    private final AssetSelector selector;
    private final AssetSource source;
    private final Catalogs catalogs;
    private final Map<AssetSelector.Verdict, Long> verdicts = new EnumMap<>(AssetSelector.Verdict.class);
    private final Map<FileType, Long> kinds = new EnumMap<>(FileType.class);
    private long found;
    private long notPermitted;

    DryRun(Attempt attempt, RunSettings settings, RunExecution.Surroundings around) {
        this.attempt = attempt;
        this.settings = settings;
        this.selector = new AssetSelector(attempt.request().filter(), around.types());
        this.catalogs = around.catalogs();
        this.source = AssetSource.of(attempt.request(), null);
    }

    Coordinator.Result work(StopSignal stop) throws RepositoryException, SupersededException {
        boolean more = true;
        while (true) {
            try (ServiceSession session = attempt.open()) {
                if (stop.isStopped()) {
                    return Coordinator.Result.INTERRUPTED;
                }
                String cancelledBy = attempt.run(session.jcr()).cancelledBy();
                if (cancelledBy != null) {
                    end(session.jcr(), RunEvent.CANCEL, "Cancelled by " + cancelledBy);
                    return Coordinator.Result.ENDED;
                }
                if (!more) {
                    report();
                    end(session.jcr(), RunEvent.SUCCEED, "Dry run: " + found + " assets would be processed");
                    return Coordinator.Result.ENDED;
                }
                more = slice(session.jcr());
                Selection selection = new Selection(more ? Selection.State.WALKING : Selection.State.COMPLETE, found);
                attempt.commit(session.jcr(), run -> run.setSelection(selection, null));
            }
        }
    }

    private boolean slice(Session session) throws RepositoryException {
        RequesterRights rights = RequesterRights.of(session, attempt.request().requestedBy(), settings.operators());
        Instant end = attempt.now().plus(SLICE);
        int most = settings.partitionSize();
        for (int seen = 0; seen < most && attempt.now().isBefore(end); seen += JUDGED_AT_ONCE) {
            List<AssetNode> assets = source.next(session, JUDGED_AT_ONCE);
            List<AssetSelector.Verdict> judged = selector.judge(assets, catalogs.in(session));
            for (int i = 0; i < assets.size(); i++) {
                count(assets.get(i), judged.get(i), rights);
            }
            if (assets.size() < JUDGED_AT_ONCE) {
                return false;
            }
        }
        return true;
    }

    private void count(AssetNode asset, AssetSelector.Verdict verdict, RequesterRights rights)
            throws RepositoryException {
        verdicts.merge(verdict, 1L, Long::sum);
        if (verdict == AssetSelector.Verdict.SELECTED) {
            found++;
            if (rights.mayModify(asset.path())) {
                kinds.merge(selector.typeOf(asset), 1L, Long::sum);
            } else {
                notPermitted++;
            }
        }
    }

    private void report() {
        attempt.log().info(RunSummary.selection(found, verdicts));
        if (notPermitted > 0) {
            attempt.log().warn(notPermitted + " of them would be skipped: the user may not modify them");
        }
        attempt.log().info("Dry run: nothing was written; a run would process");
        RunSummary.kinds(kinds).forEach(attempt.log()::info);
    }

    private void end(Session session, RunEvent event, String comment) throws RepositoryException, SupersededException {
        attempt.commit(session, run -> finish(session, run, event, comment));
    }

    private void finish(Session session, RunNode run, RunEvent event, String comment) throws RepositoryException {
        run.apply(event, attempt.now(), comment);
        run.failSelection();
        run.setProgress(Tally.NONE, Duration.ZERO);
        Claims.release(session, run.id());
    }
}
