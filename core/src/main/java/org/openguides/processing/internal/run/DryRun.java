package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.openguides.processing.api.FileType;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.Selection;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.Tally;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Selects and counts as a run would, and writes nothing but the run's own record. It has no checkpoint: an attempt that is
 * broken off is repeated from the beginning. For one thread.
 */
final class DryRun {

    private static final Logger LOG = LoggerFactory.getLogger(DryRun.class);
    private static final Duration SLICE = Duration.ofSeconds(1);

    private final Attempt attempt;
    private final RunSettings settings;
    private final JudgedAssets assets;
    private final Backoff backoff;
    private final Map<FileType, Long> kinds = new EnumMap<>(FileType.class);
    private long found;
    private long notPermitted;
    private long unread;

    DryRun(Attempt attempt, RunSettings settings, RunExecution.Surroundings around) {
        this.attempt = attempt;
        this.settings = settings;
        AssetSelector selector =
                new AssetSelector(attempt.request().filter(), around.types(), attempt.renewsOutdated(), true);
        this.assets = new JudgedAssets(attempt.request(), selector, around.catalogs(), null);
        this.backoff = attempt.backoff(settings);
    }

    Coordinator.Result work(StopSignal stop) throws RepositoryException, SupersededException {
        while (true) {
            try (ServiceSession session = attempt.open()) {
                if (Thread.interrupted() || stop.isStopped()) {
                    return Coordinator.Result.INTERRUPTED;
                }
                String cancelledBy = attempt.run(session.jcr()).cancelledBy();
                if (cancelledBy != null) {
                    end(session.jcr(), RunEvent.CANCEL, "Cancelled by " + cancelledBy);
                    return Coordinator.Result.ENDED;
                }
                Optional<String> exhausted = backoff.exhausted();
                if (exhausted.isPresent()) {
                    end(session.jcr(), RunEvent.FAIL, exhausted.get());
                    return Coordinator.Result.ENDED;
                }
                if (assets.isEnded()) {
                    report();
                    end(session.jcr(), RunEvent.SUCCEED, "Dry run: " + found + " assets would be processed");
                    return Coordinator.Result.ENDED;
                }
                advance(session.jcr());
            }
            backoff.rest(settings.pollInterval());
        }
    }

    private void advance(Session session) throws RepositoryException, SupersededException {
        String waiting = backoff.waiting();
        ThrottleReason reason = backoff.throttledBy();
        try {
            if (backoff.isDue()) {
                slice(session);
                backoff.succeeded();
            }
        } catch (CatalogUnavailableException e) {
            backoff.failed(ThrottleReason.DATABASE);
        } catch (ContentUnreachableException e) {
            LOG.warn("The data store is away", e);
            backoff.failed(ThrottleReason.STORAGE);
        }
        Selection selection =
                new Selection(assets.isEnded() ? Selection.State.COMPLETE : Selection.State.WALKING, found);
        attempt.tell(waiting, backoff.waiting(), reason);
        attempt.commit(session, run -> {
            run.setSelection(selection, null);
            run.setComment(backoff.waiting());
            run.setThrottledBy(backoff.throttledBy());
        });
    }

    private void slice(Session session) throws RepositoryException {
        RequesterRights rights = new RequesterRights(
                session, settings.requesters().find(attempt.request().requestedBy()));
        Instant end = attempt.now().plus(SLICE);
        int most = settings.partitionSize();
        int seen = 0;
        while (!assets.isEnded() && seen < most && attempt.now().isBefore(end)) {
            List<JudgedAssets.Judged> judged = assets.next(session, most - seen);
            for (JudgedAssets.Judged each : judged) {
                count(each, rights);
            }
            seen += judged.size();
        }
    }

    private void count(JudgedAssets.Judged asset, RequesterRights rights) throws RepositoryException {
        if (!asset.isSelected()) {
            return;
        }
        found++;
        FileType type = asset.judgement().type();
        if (!rights.mayModify(asset.asset().path())) {
            notPermitted++;
        } else if (type == null) {
            unread++;
        } else {
            kinds.merge(type, 1L, Long::sum);
        }
    }

    private void report() {
        attempt.log().info(RunSummary.selection(found, assets.verdicts()));
        if (notPermitted > 0) {
            attempt.log().warn(notPermitted + " of them would be skipped: the user may not modify them");
        }
        if (unread > 0) {
            attempt.log().warn(unread + " of them cannot be read now, so that their type is unknown");
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
