package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.runlog.JcrRunLogReader;
import org.openguides.processing.internal.runlog.LogPage;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.testing.earlier.RepositoryImage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The engine on a repository of an earlier version; see the README next to its file for the contents. */
class EarlierRepositoryTest {

    private static final String ROOT = "/content/dam/earlier/";

    private final TestEngine engine = new TestEngine();

    @BeforeEach
    void putInto() {
        engine.oak.put(RepositoryImage.ofEarlierVersion());
        // of the server that was killed
        engine.left.addAll(nodes());
    }

    @AfterEach
    void close() {
        engine.oak.close();
    }

    @Test
    void eachRunIsShownAsItWasLeft() throws Exception {
        assertEquals(
                List.of(
                        "waiting QUEUED",
                        "running RUNNING",
                        "failed FAILED",
                        "cancelled CANCELLED",
                        "faulty SUCCEEDED",
                        "success SUCCEEDED dry",
                        "dam SUCCEEDED",
                        "success SUCCEEDED"),
                runs().stream()
                        .map(run ->
                                folder(run) + " " + run.state() + (run.request().dryRun() ? " dry" : ""))
                        .toList());
        assertEquals(new Counts(5, 1, 0), run("dam").counts());
        assertEquals(new Counts(0, 520, 0), run("faulty").counts());
        AssetFilter filter = run("waiting").request().filter();
        assertTrue(filter.skipProcessed());
        assertEquals(1, filter.fileTypes().size());
    }

    @Test
    void logsAreReadAcrossTheirSegments() throws Exception {
        Run faulty = run("faulty");
        LogPage log = new JcrRunLogReader(engine.oak.sessions(), RunStore::locate).page(faulty.id(), 0, 5000);
        assertEquals(faulty.logLines(), log.lines().size());
        assertEquals(
                520,
                log.lines().stream().filter(line -> line.contains("] Failed: ")).count());
    }

    @Test
    void theRunThatWasInterruptedGoesOnBehindItsCheckpoints() throws Exception {
        Run running = run("running");
        long done = running.counts().total();
        assertTrue(done > 0 && done < 200, running::toString);
        Set<String> before = succeededBelow("running");

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(running.id()));

        assertEquals(new Counts(200, 0, 0), engine.run(running.id()).counts());
        assertEquals(2, engine.run(running.id()).attempt());
        Set<String> twice = new TreeSet<>(before);
        twice.retainAll(engine.processed);
        assertEquals(Set.of(), twice);
        assertEquals(200, before.size() + engine.processed.size());
    }

    @Test
    void whatHasNotEndedHoldsItsPathsAndWhatHasEndedDoesNot() throws Exception {
        for (String held : List.of("running", "waiting")) {
            assertThrows(OverlapException.class, () -> engine.start(engine.request(ROOT + held + "/sub")), held);
        }
        engine.start(engine.request(ROOT + "success"));
    }

    @Test
    void runsGoOnFromWhereTheyHaveStopped() throws Exception {
        for (String stopped : List.of("cancelled", "failed")) {
            Run run = run(stopped);
            engine.resume(run.id());
            assertEquals(Coordinations.Result.ENDED, engine.coordinate(run.id()));
            assertEquals(RunState.SUCCEEDED, engine.run(run.id()).state());
            assertEquals(80, engine.run(run.id()).counts().total());
        }
    }

    @Test
    void theRunThatWaitedBegins() throws Exception {
        String id = run("waiting").id();
        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));
        assertEquals(new Counts(20, 0, 0), engine.run(id).counts());
    }

    /** For an {@code nt:file} and a {@code dam:Asset}. */
    @Test
    void assetsAreKnownToBeProcessed() throws Exception {
        for (String path : List.of("success/t000.dita", "dam/d0.dita")) {
            assertEquals(
                    Standing.Outcome.SUCCEEDED, engine.standing(ROOT + path).outcome(), path);
        }
        Standing broken = engine.standing(ROOT + "dam/broken.dita");
        assertEquals(Standing.Outcome.FAILED, broken.outcome());
        assertTrue(broken.error().startsWith("line 1"), broken::error);
    }

    private List<Run> runs() throws RepositoryException {
        return RunStore.newest(engine.oak.login(), 100, null, run -> true).runs();
    }

    private Run run(String folder) throws RepositoryException {
        return runs().stream()
                .filter(run -> folder(run).equals(folder))
                .filter(run -> !run.request().dryRun())
                .findFirst()
                .orElseThrow();
    }

    private static String folder(Run run) {
        return run.request().paths().get(0).substring(ROOT.length());
    }

    /** Returns the nodes of the owners of runs. */
    private Set<String> nodes() {
        try {
            Session session = engine.oak.login();
            Set<String> nodes = new TreeSet<>();
            for (Run run : RunStore.newest(session, 100, null, each -> true).runs()) {
                nodes.add(Owner.nodeOf(
                        RunStore.find(session, run.id()).orElseThrow().owner()));
            }
            return nodes;
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private Set<String> succeededBelow(String folder) throws RepositoryException {
        Set<String> succeeded = new TreeSet<>();
        Node parent = engine.oak.login().getNode(ROOT + folder);
        for (var files = parent.getNodes(); files.hasNext(); ) {
            String path = files.nextNode().getPath();
            if (engine.standing(path).outcome() == Standing.Outcome.SUCCEEDED) {
                succeeded.add(path);
            }
        }
        return succeeded;
    }
}
