package org.openguides.processing.internal.live;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Runs;
import org.openguides.processing.api.WrongStateException;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.engine.lifecycle.RunEnding;
import org.openguides.processing.internal.engine.selection.PendingAssets;
import org.openguides.processing.internal.live.ChangedContent.Change;
import org.openguides.processing.internal.live.Postponed.Why;
import org.openguides.processing.internal.live.Relinking.Targets;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.text.Subtrees;
import org.openguides.processing.internal.walk.CurrentPaths;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.slf4j.Logger;

/**
 * Processes changed content by runs of the system, one at a time on each node. A run is an ordinary one: everything that protects content
 * and other users from a run applies. The record of a run that has processed all assets without a finding is removed, since each save of an
 * author would leave one. For one thread.
 */
final class LiveRuns {

    private static final Logger LOG = ServerLog.of(LiveRuns.class);

    private static final Duration RELINKING_AGAIN = Duration.ofMinutes(1);

    /** How often a run is tried without the paths that other runs hold. */
    private static final int TRIES = 3;

    /** Maximum number of paths of other runs that a run leaves out. */
    private static final int MOST_HELD = 100;

    private final Runs runs;
    private final ServiceSessions sessions;
    private final PendingAssets assets;
    private final CurrentPaths included;
    private final ChangedContent changed;
    private final Postponed postponed;
    private final RecentChanges recent;
    private final Time time;
    private final Relinking relinking = new Relinking();
    private @Nullable Active active;
    /** Monotonic time before which nothing is linked again, since that has failed. */
    private long relinkingFrom;

    /**
     * A run that has not ended, as far as is known.
     *
     * @param changes its assets and subtrees; empty if it links assets again
     * @param links   the assets that it links again
     * @param before  what its assets referred to before
     */
    private record Active(String runId, List<Change> changes, List<String> links, Targets before) {}

    /**
     * @param included the assets that are processed at all
     * @param changed  collects the changes
     */
    LiveRuns(
            Runs runs,
            ServiceSessions sessions,
            PendingAssets assets,
            CurrentPaths included,
            ChangedContent changed,
            Time time) {
        this.runs = runs;
        this.sessions = sessions;
        this.assets = assets;
        this.included = included;
        this.changed = changed;
        this.time = time;
        this.relinkingFrom = time.nanos();
        this.postponed = new Postponed(time);
        this.recent = new RecentChanges(time);
    }

    /**
     * Notices the end of the present run, and starts the next one if that is due.
     *
     * @return whether it has started one
     */
    boolean tick() throws RepositoryException {
        Active present = active;
        if (present != null && !hasEnded(present)) {
            return false;
        }
        active = null;
        List<Change> due = new ArrayList<>(changed.isDue() ? changed.take() : List.of());
        due.addAll(postponed.due(ChangedContent.MOST));
        if (due.isEmpty()) {
            relink();
        } else {
            attempt(due);
        }
        return active != null;
    }

    /** No change is lost, whatever fails, and one that cannot be processed does not keep the others waiting. */
    @SuppressWarnings("checkstyle:IllegalCatch") // Oak reports failures of its stores as unchecked exceptions, too
    private void attempt(List<Change> due) throws RepositoryException {
        try {
            process(due);
        } catch (RepositoryException | RuntimeException e) {
            if (due.size() == 1 || e instanceof CatalogUnavailableException || Outage.isOutage(e)) {
                due.forEach(change -> postponed.add(change, Why.FAILED));
                throw e;
            }
            LOG.warn("Changed content is looked at one by one", e);
            List<Change> sound = due.stream().filter(this::isSound).toList();
            if (!sound.isEmpty()) {
                processOrPostpone(sound);
            }
        }
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // as above
    private void processOrPostpone(List<Change> due) throws RepositoryException {
        try {
            process(due);
        } catch (RepositoryException | RuntimeException e) {
            due.forEach(change -> postponed.add(change, Why.FAILED));
            throw e;
        }
    }

    /** Postpones a change that cannot be judged. */
    @SuppressWarnings("checkstyle:IllegalCatch") // as above
    private boolean isSound(Change change) {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            List<Change> single = single(session.jcr(), List.of(change));
            states(session.jcr(), single);
            Targets.of(session.jcr(), single);
            return true;
        } catch (RepositoryException | RuntimeException e) {
            LOG.warn("{} cannot be looked at; it will be tried again", change.path(), e);
            postponed.add(change, Why.FAILED);
            return false;
        }
    }

    /** Returns the number of changes that were taken up and are not processed. */
    int waiting() {
        Active present = active;
        return postponed.size()
                + relinking.size()
                + (present == null
                        ? 0
                        : present.changes().size() + present.links().size());
    }

    private boolean hasEnded(Active present) {
        Optional<Run> found = runs.find(present.runId(), run -> true);
        if (found.isEmpty()) {
            present.changes().forEach(change -> postponed.settled(change.path()));
            return true; // it was removed; scheduled processing finds what it has not done
        }
        Run run = found.get();
        if (!run.state().isEnded()) {
            return false;
        }
        active = null;
        if (run.state() == RunState.SUCCEEDED) {
            settle(present, run);
            forget(run);
        } else {
            LOG.info("runId={} state={} its assets are tried again: {}", run.id(), run.state(), run.comment());
            Why why = run.comment().equals(RunEnding.GAVE_WAY) ? Why.HELD : Why.FAILED;
            present.changes().forEach(change -> postponed.add(change, why));
            relinkLater(present.links());
        }
        return true;
    }

    /** The run may have skipped an asset that became occupied meanwhile. What cannot be told is left to scheduled processing. */
    @SuppressWarnings("checkstyle:IllegalCatch") // as above
    private void settle(Active done, Run run) {
        done.changes().forEach(change -> postponed.settled(change.path()));
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            if (run.counts().succeeded() + run.counts().failed()
                    < done.changes().size()) {
                List<Change> single = done.changes().stream()
                        .filter(change -> !change.subtree())
                        .toList();
                Map<String, PendingAssets.State> states = states(session.jcr(), single);
                single.stream()
                        .filter(change -> states.get(change.path()) != PendingAssets.State.SETTLED)
                        .forEach(change -> postponed.add(
                                change,
                                states.get(change.path()) == PendingAssets.State.OCCUPIED ? Why.HELD : Why.FAILED));
            }
            // beside AEM Guides parent maps are its own
            if (run.guidesProperties() == GuidesProperties.WRITE) {
                Set<String> processed =
                        done.changes().stream().map(Change::path).collect(Collectors.toSet());
                relinking.add(session.jcr(), done.before(), Targets.of(session.jcr(), done.changes()), processed);
            }
        } catch (RepositoryException | RuntimeException e) {
            LOG.warn("runId={} cannot be followed up", run.id(), e);
        }
    }

    private void relinkLater(List<String> links) {
        relinking.addAgain(links);
        relinkingFrom = time.nanos() + RELINKING_AGAIN.toNanos();
    }

    /** Links assets again, which is done by processing them again: unchanged results are not written. */
    private void relink() {
        if (relinking.size() == 0 || time.nanos() < relinkingFrom) {
            return;
        }
        List<String> links = relinking.take(ChangedContent.MOST).stream()
                .filter(included.get()::includes)
                .toList();
        if (!links.isEmpty()) {
            try {
                String id = runs.start(
                        RunRequest.of(links, RunRequest.SYSTEM).system(true).build());
                active = new Active(id, List.of(), links, Targets.NONE);
            } catch (OverlapException | ProcessingException e) {
                LOG.debug("Parent maps are corrected later", e);
                relinkLater(links);
            }
        }
    }

    private void forget(Run run) {
        boolean clean = run.counts().failed() == 0 && run.counts().skipped() == 0 && run.warnings() == 0;
        if (clean && run.counts().total() <= ChangedContent.MOST) {
            try {
                runs.delete(run.id(), RunRequest.SYSTEM);
            } catch (WrongStateException | ProcessingException e) {
                LOG.debug("runId={} is kept until its retention time is over", run.id(), e);
            }
        }
    }

    /** Processes the changes that have to be and can be. */
    private void process(List<Change> due) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            List<Change> pending = pending(session.jcr(), single(session.jcr(), due));
            start(pending, Targets.of(session.jcr(), pending));
        }
    }

    /** A moved path may be that of an asset. */
    private static List<Change> single(Session session, List<Change> due) throws RepositoryException {
        List<Change> single = new ArrayList<>();
        for (Change change : due) {
            boolean asset = session.nodeExists(change.path())
                    && AssetNode.of(session.getNode(change.path())).isPresent();
            single.add(asset ? Change.ofAsset(change.path()) : change);
        }
        return single;
    }

    private List<Change> pending(Session session, List<Change> due) throws RepositoryException {
        List<Change> pending = new ArrayList<>();
        Map<String, PendingAssets.State> states = states(session, due);
        for (Change change : due) {
            PendingAssets.State state = states.get(change.path());
            if (state == PendingAssets.State.OCCUPIED) {
                postponed.add(change, Why.HELD);
            } else if (state == PendingAssets.State.SETTLED) {
                postponed.settled(change.path());
            } else if (!isRestless(change)) {
                pending.add(change);
            }
        }
        return pending;
    }

    /** What is known of a folder is only whether it is there. */
    private Map<String, PendingAssets.State> states(Session session, List<Change> due) throws RepositoryException {
        Map<String, PendingAssets.State> states = new LinkedHashMap<>();
        List<String> single = new ArrayList<>();
        for (Change change : due) {
            if (!isIncluded(change) || !session.nodeExists(change.path())) {
                states.put(change.path(), PendingAssets.State.SETTLED);
            } else if (change.subtree()) {
                states.put(change.path(), PendingAssets.State.PENDING);
            } else {
                single.add(change.path());
            }
        }
        states.putAll(assets.states(session, single));
        return states;
    }

    private boolean isIncluded(Change change) {
        ProcessedPaths paths = included.get();
        return paths.includes(change.path()) || (change.subtree() && paths.mayIncludeBelow(change.path()));
    }

    private boolean isRestless(Change change) {
        if (postponed.isResting(change.path())) {
            return true;
        }
        if (!recent.isTooOften(change)) {
            return false;
        }
        LOG.warn(
                "{} changes again and again and is processed later; perhaps a program rewrites it each time that it was"
                        + " processed",
                change.path());
        postponed.add(change, Why.RESTLESS);
        return true;
    }

    /** Leaves out what other runs hold: it waits for their end. */
    private void start(List<Change> pending, Targets before) {
        List<Change> free = pending;
        Set<String> held = new TreeSet<>();
        for (int tried = 0; tried < TRIES && !free.isEmpty(); tried++) {
            Set<String> excluded = below(free, held);
            try {
                active = new Active(runs.start(request(free, excluded)), free, List.of(), before);
                free.forEach(recent::add);
                excluded.forEach(path -> postponed.add(Change.ofSubtree(path), Why.HELD));
                return;
            } catch (OverlapException e) {
                e.conflicts().forEach(conflict -> held.add(conflict.path()));
                Set<String> waiting = free.stream()
                        .filter(change -> mustWait(change, held))
                        .map(Change::path)
                        .collect(Collectors.toSet());
                free.stream()
                        .filter(change -> waiting.contains(change.path()))
                        .forEach(change -> postponed.add(change, Why.HELD));
                free = free.stream()
                        .filter(change -> !waiting.contains(change.path()))
                        .toList();
            }
        }
        free.forEach(change -> postponed.add(change, Why.HELD));
    }

    /** A subtree waits as a whole if very many paths in it are held. */
    private static boolean mustWait(Change change, Set<String> held) {
        return Subtrees.anyContains(held, change.path())
                || (held.size() > MOST_HELD && !below(List.of(change), held).isEmpty());
    }

    private static Set<String> below(List<Change> changes, Set<String> held) {
        return held.stream()
                .filter(path -> changes.stream().anyMatch(change -> Subtrees.contains(change.path(), path)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Subtrees contain much that has not changed. */
    private static RunRequest request(List<Change> changes, Set<String> excluded) {
        Set<String> subtrees =
                changes.stream().filter(Change::subtree).map(Change::path).collect(Collectors.toSet());
        List<String> paths = changes.stream()
                .map(Change::path)
                .filter(path -> !Subtrees.anyIsAbove(subtrees, path))
                .distinct()
                .sorted()
                .toList();
        return RunRequest.of(paths, RunRequest.SYSTEM)
                .system(true)
                .excluding(List.copyOf(excluded))
                .filter(AssetFilter.ALL.withSkipProcessed(true))
                .build();
    }
}
