package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;
import java.util.function.Supplier;

import org.openguides.processing.internal.log.ServerLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;

/** The current throttle configuration. It is modified in place, so that a change does not restart runs. */
@Component(service = ThrottleSettings.class, configurationPid = "org.openguides.processing.throttle")
@Designate(ocd = ThrottleConfig.class)
public final class ThrottleSettings implements Supplier<Throttle> {

    private static final Logger LOG = ServerLog.of(ThrottleSettings.class);

    private volatile Throttle throttle;

    /**
     * Creates the settings from a configuration.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    @Activate
    public ThrottleSettings(ThrottleConfig config) {
        throttle = from(config);
    }

    /** Applies a changed configuration; an invalid one is logged and ignored. */
    @Modified
    void modify(ThrottleConfig config) {
        try {
            throttle = from(config);
            LOG.info("Runs continue with {}", throttle);
        } catch (IllegalArgumentException e) {
            LOG.error("The throttle is not changed: {}", e.getMessage());
        }
    }

    @Override
    public Throttle get() {
        return throttle;
    }

    private static Throttle from(ThrottleConfig config) {
        return new Throttle(
                Duration.ofMillis(config.pauseMillis()),
                config.workPercent(),
                config.busyWorkPercent(),
                Duration.ofMillis(config.slowCommitMillis()),
                Duration.ofMillis(config.busySlowCommitMillis()),
                config.busySlowCommitFactor());
    }
}
