package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** Valid and invalid configurations of the throttle. */
public class ThrottleSettingsTest {

    private static final int BUSY = 30;

    private final ThrottleSettings settings = new ThrottleSettings(config(0, 100, 250));

    public static ThrottleConfig config(int pauseMillis, int workPercent, int slowCommitMillis) {
        ThrottleConfig config = mock(ThrottleConfig.class);
        when(config.pauseMillis()).thenReturn(pauseMillis);
        when(config.workPercent()).thenReturn(workPercent);
        when(config.busyWorkPercent()).thenReturn(BUSY);
        when(config.slowCommitMillis()).thenReturn(slowCommitMillis);
        when(config.busySlowCommitMillis()).thenReturn(20);
        when(config.busySlowCommitFactor()).thenReturn(3);
        return config;
    }

    @Test
    void aChangeIsTakenOver() {
        settings.modify(config(20, 50, 300));
        assertEquals(
                new Throttle(Duration.ofMillis(20), 50, BUSY, Duration.ofMillis(300), Duration.ofMillis(20), 3),
                settings.get());
    }

    @Test
    void aChangeThatMakesNoSenseIsNot() {
        settings.modify(config(20, 0, 300));
        assertEquals(
                new Throttle(Duration.ZERO, 100, BUSY, Duration.ofMillis(250), Duration.ofMillis(20), 3),
                settings.get());
    }

    @Test
    void nothingBeginsWithWhatMakesNoSense() {
        ThrottleConfig config = config(-1, 100, 250);
        assertThrows(IllegalArgumentException.class, () -> new ThrottleSettings(config));
    }
}
