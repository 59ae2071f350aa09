package org.openguides.processing.internal.engine.supervision;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The work units of a node, and the jobs that are refused while a worker holds them. */
class LocalWorkTest {

    private final LocalWork underTest = new LocalWork();

    @Test
    void aUnitIsHeldOnce() {
        LocalWork.Hold first = underTest.hold("a").orElseThrow();
        assertEquals(Optional.empty(), underTest.hold("a"));
        assertTrue(underTest.hold("b").isPresent());
        first.close();
        assertTrue(underTest.hold("a").isPresent());
    }

    @Test
    void theHolderLearnsOfEachRefusedJobOnce() {
        LocalWork.Hold holder = underTest.hold("a").orElseThrow();
        underTest.hold("a");
        underTest.hold("a");
        assertTrue(holder.isAskedForAgain());
        assertTrue(underTest.ask("a"));
        assertTrue(holder.isAskedForAgain());
        assertFalse(holder.isAskedForAgain());
        assertFalse(underTest.ask("a"), "it has left");
    }

    @Test
    void aFormerHolderDoesNotEndTheHoldOfTheNextOne() {
        LocalWork.Hold former = underTest.hold("a").orElseThrow();
        assertFalse(former.isAskedForAgain());
        LocalWork.Hold next = underTest.hold("a").orElseThrow();
        underTest.hold("a");
        assertFalse(former.isAskedForAgain());
        former.close();
        assertTrue(next.isAskedForAgain());
    }
}
