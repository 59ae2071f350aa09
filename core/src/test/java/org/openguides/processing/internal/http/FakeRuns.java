package org.openguides.processing.internal.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.NotRestartableException;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.RestartScope;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunOutline;
import org.openguides.processing.api.RunPage;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Runs;
import org.openguides.processing.api.WrongStateException;

/** Runs that the test provides, and the requests that servlets make. */
final class FakeRuns implements Runs {

    static final String NEW_ID = "165f1de6-68c4-4dcd-9223-2b7242b62306";

    final List<RunRequest> started = new ArrayList<>();
    final List<Run> runs = new ArrayList<>();
    private List<OverlapException.Conflict> conflicts = List.of();
    final List<String> changes = new ArrayList<>();
    private @Nullable RunState wrongState;
    private NotRestartableException.@Nullable Cause notRestartable;
    private Runnable check = () -> {};

    FakeRuns with(Run... more) {
        runs.addAll(List.of(more));
        return this;
    }

    void conflictsWith(OverlapException.Conflict... taken) {
        conflicts = List.of(taken);
    }

    /** Lets the repository fail from now on. */
    void breakDown() {
        before(() -> {
            throw new ProcessingException("/var/openguides/secret: the repository refused");
        });
    }

    /** Lets each call begin with a check, which may fail. */
    void before(Runnable first) {
        check = first;
    }

    @Override
    public String start(RunRequest request) throws OverlapException {
        check();
        if (!conflicts.isEmpty()) {
            throw new OverlapException(conflicts);
        }
        started.add(request);
        return NEW_ID;
    }

    /** Rejects all changes from now on, since the run is in the given state. */
    void areAll(RunState state) {
        wrongState = state;
    }

    /** Rejects restarts of failures from now on. */
    void haveNothingToRestart(NotRestartableException.Cause cause) {
        notRestartable = cause;
    }

    @Override
    public Run cancel(String id, String user) throws WrongStateException {
        return changed("cancel", id, user);
    }

    @Override
    public Run resume(String id, String user) throws WrongStateException, OverlapException {
        if (!conflicts.isEmpty()) {
            throw new OverlapException(conflicts);
        }
        return changed("resume", id, user);
    }

    @Override
    public String restart(String id, RestartScope scope, String user)
            throws WrongStateException, NotRestartableException {
        if (notRestartable != null) {
            throw new NotRestartableException(notRestartable);
        }
        changed(scope.failedOnly() ? "restart failed" + narrowed(scope) : "restart", id, user);
        return NEW_ID;
    }

    private static String narrowed(RestartScope scope) {
        return scope.isNarrowed() ? " " + scope.reasons().stream().sorted().toList() + " " + scope.paths() : "";
    }

    @Override
    public void delete(String id, String user) throws WrongStateException {
        changed("delete", id, user);
    }

    private Run changed(String change, String id, String user) throws WrongStateException {
        check();
        if (wrongState != null) {
            throw new WrongStateException(wrongState);
        }
        changes.add(change + " " + id + " by " + user);
        return find(id).orElseThrow();
    }

    @Override
    public Optional<Run> find(String id, Predicate<RunOutline> visible) {
        check();
        return runs.stream().filter(run -> run.id().equals(id)).filter(visible).findFirst();
    }

    @Override
    public int unfinishedOf(String user) {
        return (int) runs.stream()
                .filter(run -> run.requestedBy().equals(user) && !run.state().isEnded())
                .count();
    }

    @Override
    public RunPage newest(int limit, @Nullable Instant before, Predicate<RunOutline> chosen) {
        check();
        List<Run> found = runs.stream()
                .filter(run -> before == null || run.createdAt().isBefore(before))
                .filter(chosen)
                .sorted(Comparator.comparing(Run::createdAt).reversed())
                .toList();
        return found.size() <= limit
                ? new RunPage(found, null)
                : new RunPage(found.subList(0, limit), found.get(limit - 1).createdAt());
    }

    private void check() {
        check.run();
    }
}
