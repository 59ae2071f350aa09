package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.openguides.processing.api.FileType;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.spi.AssetProcessor;
import org.openguides.processing.spi.ItemResult;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * One run on two nodes with injected events. Every fifth asset fails, and those that the engine blames for the deaths of
 * two nodes.
 */
final class RunScenario implements AutoCloseable {

    private static final Pattern BLAMED = Pattern.compile("Failed: (\\S+): servers have died twice");

    private final TestEngine first = new TestEngine();
    private final Map<String, TestEngine> nodes = new TreeMap<>();
    private final int assets;
    private final Set<String> ended = new TreeSet<>();
    /** Owner of the locks. */
    private final Session holder = first.session();

    private final Set<String> locked = new TreeSet<>();
    /** Number of checks of coordinators and workers after which all assets can be processed again. */
    private int heldFor;

    private int held;
    /** Number of nodes that have died, or seemed to. */
    private int deaths;
    /** Assets that they were processing. */
    private final Set<String> dyingAt = new TreeSet<>();

    private String id;

    RunScenario(int assets) throws Exception {
        this.assets = assets;
        first.files(assets);
        for (String name : List.of("a", "b")) {
            TestEngine node = first.rival(name);
            node.countsCommits = true;
            for (int i = 0; i < assets; i += 5) {
                node.results.put(TestEngine.file(i), ItemResult.failure(FileType.DITA_TOPIC, "every fifth"));
            }
            AssetProcessor processor = node.processor;
            node.processor = (AssetNodeProcessor) (asset, mode, visible) -> {
                asset.readOriginal(InputStream::read);
                return processor.process(asset.node());
            };
            node.beforeEachLook = this::look;
            nodes.put(name, node);
        }
        id = first.start(first.request("/content/dam"));
    }

    void between(RunPropertiesTest.Between what) throws Exception {
        RunState state = first.run(id).state();
        switch (what) {
            case RESTART_NODE -> nodes.values().forEach(TestEngine::restartNode);
            case LEASE_OVER -> first.clock.forward(RunPropertiesTest.LEASE_AND_MORE);
            case CANCEL -> cancel(state);
            case RESUME -> {
                if (state.isResumable()) {
                    first.resume(id);
                }
            }
            case RESTART -> {
                if (state == RunState.SUCCEEDED) {
                    id = first.start(first.request("/content/dam"));
                    resetCommits();
                }
            }
            case LATE_DELIVERY -> first.partitions().work(id, "p00001", () -> true);
            case LOCK -> lock(heldAsset());
            case FILE_AWAY -> {
                first.oak.blobs().fail(first.oak.originals().isOriginalOf(heldAsset()));
            }
            case STORE_AWAY -> {
                heldAsset();
                first.oak.blobs().cut(true);
            }
            case NOTHING -> {}
        }
    }

    /** Fewer checks than there are tries of a locked asset. */
    private String heldAsset() {
        heldFor = 4;
        return TestEngine.file(7 * ++held % assets);
    }

    private void lock(String path) throws RepositoryException {
        if (locked.add(path)) {
            holder.refresh(false);
            holder.getNode(path).addMixin("mix:lockable");
            holder.save();
            holder.getWorkspace().getLockManager().lock(path, true, false, Long.MAX_VALUE, "jane");
        }
    }

    private void look() {
        first.clock.forward(Duration.ofSeconds(1));
        heldFor--;
        if (heldFor == 0) {
            letGo();
        }
    }

    private void letGo() {
        first.oak.blobs().cut(false);
        try {
            holder.refresh(false);
            for (String path : List.copyOf(locked)) {
                holder.getWorkspace().getLockManager().unlock(path);
                locked.remove(path);
            }
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private void cancel(RunState state) throws Exception {
        if (state == RunState.RUNNING) {
            first.cancel(id, "jane");
        } else if (state == RunState.QUEUED) {
            Session session = first.session();
            RunNode run = RunStore.find(session, id).orElseThrow();
            run.apply(RunEvent.CANCEL, first.clock.instant(), "before it began");
            run.failSelection();
            Claims.release(session, id);
            session.save();
        }
    }

    void coordinate(String name, RunPropertiesTest.Happening happening, int after) throws Exception {
        TestEngine node = nodes.get(name);
        TestEngine other = nodes.get(name.equals("a") ? "b" : "a");
        int at = node.processed.size() + after;
        node.stopAfter = Integer.MAX_VALUE;
        switch (happening) {
            case CRASH -> node.whenProcessed(at, () -> {
                noteDeath(node);
                TestEngine.crash();
            });
            case CUT_OFF -> first.oak.cutOffAfter(after);
            case CANCEL -> node.whenProcessed(at, () -> first.cancel(id, "jane"));
            case STOP -> node.stopAfter = at;
            case DUPLICATE_DELIVERY -> node.whenProcessed(at, () -> {
                other.coordinate(id);
                other.partitions().work(id, "p00001", () -> false);
            });
            case TAKEOVER -> node.whenProcessed(at, () -> {
                noteDeath(node);
                other.left.add(name);
                other.coordinate(id);
                other.left.clear();
            });
            case EDIT -> node.whenProcessed(at, () -> edit(at % assets));
            case NOTHING -> {}
        }
        try {
            node.coordinate(id);
        } catch (Crash e) {
            node.restartNode();
        } catch (RepositoryException | IllegalStateException e) {
            assertEquals(RunPropertiesTest.Happening.CUT_OFF, happening, e::toString);
            noteDeath(node);
            node.restartNode();
        }
        first.oak.makeRoom();
        node.clearEvents();
    }

    private void noteDeath(TestEngine node) {
        deaths++;
        if (!node.processed.isEmpty()) {
            dyingAt.add(node.processed.get(node.processed.size() - 1));
        }
    }

    private void edit(int asset) throws RepositoryException {
        Session session = first.session();
        Node content = session.getNode(TestEngine.file(asset) + "/jcr:content");
        content.addMixin(AssetState.MIXIN);
        content.setProperty("edited", System.nanoTime());
        session.save();
    }

    /** Checks the invariants that hold between any two commits. */
    void checkAlways() throws Exception {
        Run run = first.run(id);
        assertTrue(run.counts().total() <= run.selection().found(), run::toString);
        assertEquals(
                run.state().isEnded(), !first.session().nodeExists(Claims.ROOT + "/" + id), "claim of " + run.state());
        assertFalse(ended.contains(id) && run.state() != RunState.SUCCEEDED, "terminal is final");
        if (run.state() == RunState.SUCCEEDED) {
            ended.add(id);
        }
        assertEquals(0, first.oak.openSessions());
    }

    /** Completes the run, whatever its state. */
    void settle() throws Exception {
        letGo();
        TestEngine node = nodes.get("a");
        node.stopAfter = Integer.MAX_VALUE;
        for (int tries = 0; first.run(id).state() != RunState.SUCCEEDED; tries++) {
            assertTrue(tries < 10, () -> "does not end: " + log());
            if (first.node(id).state().isResumable()) {
                first.resume(id);
            }
            first.clock.forward(RunPropertiesTest.LEASE_AND_MORE);
            node.coordinate(id);
        }
    }

    void checkSettled() throws Exception {
        checkAlways();
        Set<String> blamed = blamed();
        Set<String> failing = new TreeSet<>(blamed);
        for (int i = 0; i < assets; i += 5) {
            failing.add(TestEngine.file(i));
        }
        Run run = first.run(id);
        assertEquals(assets, run.selection().found());
        assertEquals(assets - failing.size(), run.counts().succeeded(), this::log);
        assertEquals(failing.size(), run.counts().failed(), this::log);
        for (int i = 0; i < assets; i++) {
            String path = TestEngine.file(i);
            assertEquals(
                    failing.contains(path) ? Standing.Outcome.FAILED : Standing.Outcome.SUCCEEDED,
                    first.standing(path).outcome());
            if (!blamed.contains(path)) {
                assertEquals("1", first.state(path, "commits"), "outcomes of " + path + " in one run");
            }
        }
        checkLog(failing.size());
    }

    /** Returns the assets that were not processed because nodes have died at them. */
    private Set<String> blamed() {
        Set<String> all = new TreeSet<>();
        for (String line : first.log(id)) {
            Matcher matcher = BLAMED.matcher(line);
            if (matcher.find()) {
                all.add(matcher.group(1));
            }
        }
        assertTrue(all.size() <= deaths / 2, () -> deaths + " deaths, blamed on " + all);
        assertTrue(dyingAt.containsAll(all), () -> "died at " + dyingAt + ", blamed on " + all);
        return all;
    }

    private void checkLog(int failed) throws Exception {
        List<String> reports =
                first.log(id).stream().filter(line -> line.contains("Failed: ")).toList();
        assertEquals(failed, reports.size(), "each failure is told once");
        assertEquals(first.run(id).logLines(), first.log(id).size());
        List<String> working = new ArrayList<>();
        for (NodeIterator all = first.node(id).node().getNode("partitions").getNodes(); all.hasNext(); ) {
            Node partition = all.nextNode();
            if (!partition.getProperty("state").getString().equals("DONE") || partition.hasProperty("token")) {
                working.add(partition.getName());
            }
        }
        assertEquals(List.of(), working);
    }

    private void resetCommits() throws Exception {
        Session session = first.session();
        for (int i = 0; i < assets; i++) {
            Node results = session.getNode(TestEngine.file(i) + "/jcr:content/openguides");
            if (results.hasProperty("commits")) {
                results.getProperty("commits").remove();
            }
        }
        session.save();
    }

    private String log() {
        return String.join("\n", first.log(id));
    }

    @Override
    public void close() {
        first.oak.close();
    }
}
