package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;
import java.util.function.Supplier;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The throttle as it is configured now. Its configuration restarts nothing: it is changed while runs go on. */
@Component(service = ThrottleSettings.class, configurationPid = "org.openguides.processing.throttle")
@Designate(ocd = ThrottleConfig.class)
public final class ThrottleSettings implements Supplier<Throttle> {

    private static final Logger LOG = LoggerFactory.getLogger(ThrottleSettings.class);

    private volatile Throttle throttle;

    /**
     * Begins with a configuration.
     *
     * @throws IllegalArgumentException if a number makes no sense
     */
    @Activate
    public ThrottleSettings(ThrottleConfig config) {
        throttle = from(config);
    }

    /** Takes another one over; one that makes no sense is told of and changes nothing. */
    @Modified
    void modify(ThrottleConfig config) {
        try {
            throttle = from(config);
            LOG.info("Runs go on with {}", throttle);
        } catch (IllegalArgumentException e) {
            LOG.error("The throttle stays as it is: {}", e.getMessage());
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
