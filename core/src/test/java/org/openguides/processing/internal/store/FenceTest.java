package org.openguides.processing.internal.store;

import javax.jcr.InvalidItemStateException;
import javax.jcr.Node;
import javax.jcr.Session;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertThrows;

class FenceTest {

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private Session session;
    private Node node;
    private Fence underTest;

    @BeforeEach
    void seize() throws Exception {
        session = oak.login();
        node = session.getNode("/var/openguides/runs").addNode("owned", "oak:Unstructured");
        underTest = Fence.seize(node);
        session.save();
        underTest.saved();
    }

    @Test
    void itsOwnerPassesAgainAndAgain() throws Exception {
        for (int i = 0; i < 3; i++) {
            underTest.pass(node);
            session.save();
            underTest.saved();
        }
    }

    @Test
    void aSupersededOwnerIsStopped() throws Exception {
        takeOver();
        session.refresh(false);
        assertThrows(SupersededException.class, () -> underTest.pass(node));
    }

    @Test
    void anOwnerThatIsSupersededDuringItsCommitLosesIt() throws Exception {
        underTest.pass(node);
        takeOver();
        assertThrows(InvalidItemStateException.class, session::save);
    }

    @Test
    void aSaveThatFailedCanBeRepeated() throws Exception {
        underTest.pass(node);
        session.refresh(false);
        underTest.pass(node);
        session.save();
    }

    private void takeOver() throws Exception {
        Session other = oak.login();
        Fence.seize(other.getNode("/var/openguides/runs/owned"));
        other.save();
    }
}
