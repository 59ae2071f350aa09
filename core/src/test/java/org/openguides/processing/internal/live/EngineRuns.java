package org.openguides.processing.internal.live;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Instant;
import java.util.ArrayList;
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
import org.openguides.processing.api.Runs;
import org.openguides.processing.api.WrongStateException;
import org.openguides.processing.internal.engine.TestEngine;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunSnapshot;
import org.openguides.processing.internal.store.RunStore;

/** The runs of an engine without Sling's jobs: the test has each started run executed. */
final class EngineRuns implements Runs {

    private final TestEngine engine;
    private final List<String> started = new ArrayList<>();
    private final List<RunRequest> requests = new ArrayList<>();
    private boolean refuses;
    private String newest = "";

    EngineRuns(TestEngine engine) {
        this.engine = engine;
    }

    /** Returns the requests of all runs that were started. */
    List<RunRequest> requests() {
        return requests;
    }

    /** Returns the id of the run that was started last. */
    String newest() {
        return newest;
    }

    /** Makes starts fail, or succeed again. */
    void refuse(boolean all) {
        refuses = all;
    }

    /** Executes the runs that wait. */
    void executeAll() throws RepositoryException {
        for (String id : List.copyOf(started)) {
            started.remove(id);
            engine.coordinate(id);
        }
    }

    @Override
    public String start(RunRequest request) throws OverlapException {
        if (refuses) {
            throw new ProcessingException("the run cannot be recorded", new RepositoryException("away"));
        }
        String id = engine.lifecycle().start(request);
        started.add(id);
        newest = id;
        requests.add(request);
        return id;
    }

    @Override
    public Run cancel(String id, String user) throws WrongStateException {
        return engine.lifecycle().cancel(id, user);
    }

    @Override
    public Run resume(String id, String user) throws WrongStateException, OverlapException {
        return engine.lifecycle().resume(id, user);
    }

    @Override
    public String restart(String id, RestartScope scope, String user)
            throws WrongStateException, NotRestartableException, OverlapException {
        return engine.lifecycle().restart(id, scope, user);
    }

    @Override
    public void delete(String id, String user) throws WrongStateException {
        engine.lifecycle().delete(id, user);
    }

    @Override
    public Optional<Run> find(String id, Predicate<RunOutline> visible) {
        try {
            Session session = engine.session();
            Optional<RunNode> run = RunStore.find(session, id);
            Optional<Run> found = run.isEmpty() ? Optional.empty() : Optional.of(RunSnapshot.of(run.get()));
            session.logout();
            return found.filter(visible);
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int unfinishedOf(String user) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RunPage newest(int limit, @Nullable Instant before, Predicate<RunOutline> chosen) {
        try {
            return RunStore.newest(engine.session(), limit, before, chosen);
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }
}
