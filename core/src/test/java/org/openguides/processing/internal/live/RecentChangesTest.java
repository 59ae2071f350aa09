package org.openguides.processing.internal.live;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.openguides.processing.internal.engine.TestClock;
import org.openguides.processing.internal.live.ChangedContent.Change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class RecentChangesTest {

    private final TestClock clock = new TestClock();
    private final RecentChanges underTest = new RecentChanges(clock.time());

    @Test
    void anAssetAndASubtreeHaveLimitsOfTheirOwn() {
        assertEquals(RecentChanges.MOST, timesWithinTheLimit(Change.ofAsset("/c/a.dita"), Duration.ofSeconds(1)));
        assertEquals(
                RecentChanges.MOST_OF_A_SUBTREE, timesWithinTheLimit(Change.ofSubtree("/c/f"), Duration.ofMinutes(1)));
    }

    @Test
    void whatChangesNowAndThenHasNoLimit() {
        Change change = Change.ofAsset("/c/a.dita");
        for (int i = 0; i < 100; i++) {
            assertFalse(underTest.isTooOften(change), "after " + i);
            underTest.add(change);
            clock.forward(Duration.ofSeconds(15));
        }
    }

    private int timesWithinTheLimit(Change change, Duration between) {
        int times = 0;
        while (!underTest.isTooOften(change) && times < 1_000) {
            underTest.add(change);
            clock.forward(between);
            times++;
        }
        return times;
    }
}
