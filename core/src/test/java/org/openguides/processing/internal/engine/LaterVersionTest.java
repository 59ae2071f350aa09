package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.io.ByteArrayOutputStream;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunSnapshot;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.openguides.processing.testing.LaterVersion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The engine does not change runs, or parts of them, that a later version of the bundle has written. */
class LaterVersionTest {

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void close() {
        engine.oak.close();
    }

    @ParameterizedTest
    @EnumSource
    void aRunIsNeitherTakenNorEnded(LaterVersion later) throws Exception {
        engine.files(3);
        String id = engine.start(engine.request("/content/dam"));
        later.write(node(id));
        String before = dump(id);

        assertThrows(UnknownFormatException.class, () -> engine.coordinate(id));
        assertThrows(UnknownFormatException.class, () -> engine.acquirer().fail(id, "three times in a row"));

        assertEquals(before, dump(id));
        assertEquals(List.of(), engine.processed);
    }

    @ParameterizedTest
    @EnumSource
    void aPartitionOfARunIsNotTaken(LaterVersion later) throws Exception {
        String id = halfDone();
        later.write(node(id));
        String before = dump(id);

        assertThrows(UnknownFormatException.class, () -> engine.partitions().work(id, "p00001", () -> false));
        assertThrows(
                UnknownFormatException.class, () -> engine.partitions().refuse(id, "p00001", "three times in a row"));

        assertEquals(before, dump(id));
    }

    /** However often: takeovers count deaths, and would eventually end the run. */
    @Test
    void aRunWithAPartitionInAnUnknownStateIsLeftToALaterVersion() throws Exception {
        String id = halfDone();
        LaterVersion.STATE.write(node(id).getNode("partitions/p00001"));
        String before = dump(id);
        engine.left.add("node");

        for (int turn = 1; turn <= 5; turn++) {
            engine.changeNode("node" + turn);
            assertThrows(UnknownFormatException.class, () -> engine.coordinate(id));
            assertThrows(UnknownFormatException.class, () -> engine.partitions().work(id, "p00001", () -> false));
        }

        assertEquals(before, dump(id));
        Node partition = node(id).getNode("partitions/p00001");
        partition.setProperty("state", PartitionNode.State.READY.name());
        partition.getSession().save();
        engine.stopAfter = Integer.MAX_VALUE;
        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(10, engine.run(id).counts().succeeded());
    }

    @Test
    void aWorkerLeavesAPartitionAtItsCheckpointWhenALaterVersionTakesTheRunOver() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        engine.whenProcessed(2, () -> LaterVersion.FORMAT.write(node(id)));

        assertThrows(IllegalStateException.class, () -> engine.coordinate(id));

        int done = engine.processed.size();
        assertTrue(done < 10, "the batch in hand, or what there was of it when the run was looked after");
        Node partition = node(id).getNode("partitions/p00001");
        assertEquals("READY", partition.getProperty("state").getString());
        assertEquals(done, partition.getProperty("position").getLong());
    }

    @ParameterizedTest
    @EnumSource
    void itsClaimBlocksOtherRuns(LaterVersion later) throws Exception {
        String id = engine.start(engine.request("/content/dam/theirs"));
        later.write(node(id));
        later.write(engine.oak.login().getNode(Claims.ROOT + "/" + id));

        OverlapException refused =
                assertThrows(OverlapException.class, () -> engine.start(engine.request("/content/dam/theirs/too")));

        assertEquals(id, refused.conflicts().get(0).runId());
        engine.oak.file("/content/dam/ours/a.dita", "<topic id='a'/>");
        engine.coordinate(engine.start(engine.request("/content/dam/ours")));
        assertEquals(List.of("/content/dam/ours/a.dita"), engine.processed);
    }

    @ParameterizedTest
    @EnumSource
    void theHistoryLeavesItOut(LaterVersion later) throws Exception {
        String theirs = engine.start(engine.request("/content/dam/theirs"));
        String ours = engine.start(engine.request("/content/dam/ours"));
        later.write(node(theirs));

        List<String> shown = RunStore.newest(engine.oak.login(), 10, null, each -> true).runs().stream()
                .map(run -> run.id())
                .toList();

        assertEquals(List.of(ours), shown);
        assertThrows(
                UnknownFormatException.class,
                () -> RunSnapshot.of(RunStore.find(engine.oak.login(), theirs).orElseThrow()));
    }

    @Test
    void aRequestForATypeThatIsNotKnownIsLeftAlone() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        Node run = node(id);
        run.setProperty("fileTypes", new String[] {"DITA_MAP", "HOLOGRAM"});
        run.getSession().save();

        assertThrows(UnknownFormatException.class, () -> engine.coordinate(id));

        assertEquals("QUEUED", node(id).getProperty("state").getString());
    }

    @Test
    void whatAnotherVersionHasCountedAndReportedIsKeptAndTold() throws Exception {
        String id = halfDone();
        Node partition = node(id).getNode("partitions/p00001");
        partition.setProperty("tally", "DITA_TOPIC:3:0:0 HOLOGRAM:1:0:0");
        partition.getSession().save();
        engine.stopAfter = Integer.MAX_VALUE;

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(10, engine.run(id).counts().succeeded());
        assertTrue(node(id).getProperty("tally").getString().contains("HOLOGRAM:1:0:0"), dump(id));
    }

    /** Creates a run that was stopped with four of ten assets done. */
    private String halfDone() throws Exception {
        engine.files(10);
        engine.stopAfter = 4;
        String id = engine.start(engine.request("/content/dam"));
        assertEquals(Coordinations.Result.INTERRUPTED, engine.coordinate(id));
        engine.restartNode();
        return id;
    }

    /** Finds the node in the tree, as look-ups may not return the record. */
    private Node node(String id) throws RepositoryException {
        Session session = engine.oak.login();
        for (Node day : RunStore.days(session)) {
            if (day.hasNode(id)) {
                return day.getNode(id);
            }
        }
        throw new AssertionError(id);
    }

    private String dump(String id) throws Exception {
        ByteArrayOutputStream xml = new ByteArrayOutputStream();
        Node node = node(id);
        node.getSession().exportSystemView(node.getPath(), xml, true, false);
        return xml.toString("UTF-8");
    }
}
