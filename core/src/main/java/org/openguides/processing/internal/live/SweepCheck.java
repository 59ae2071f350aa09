package org.openguides.processing.internal.live;

import javax.jcr.RepositoryException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.observe.Check;
import org.openguides.processing.internal.observe.Finding;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.SweepRecord;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Checks that content is processed by itself, if it should be. */
@Component(service = Check.class)
public final class SweepCheck implements Check {

    /** A schedule that is rarer than this is unusual. */
    private static final Duration OVERDUE = Duration.ofDays(1);

    private static final int MANY = 500;

    private final LiveProcessing processing;
    private final ServiceSessions sessions;
    private final Clock clock;
    private final Instant since;

    @Activate
    public SweepCheck(
            @Reference(name = "processing") LiveProcessing processing,
            @Reference(name = "sessions") ServiceSessions sessions) {
        this(processing, sessions, Clock.systemUTC());
    }

    SweepCheck(LiveProcessing processing, ServiceSessions sessions, Clock clock) {
        this.processing = processing;
        this.sessions = sessions;
        this.clock = clock;
        this.since = clock.instant();
    }

    @Override
    public String name() {
        return "OpenGuides live processing";
    }

    @Override
    public String beanName() {
        return "openguidesLiveProcessing";
    }

    @Override
    public List<Finding> look() {
        if (!processing.isEnabled()) {
            return List.of(
                    Finding.ok("Content is not processed by itself: org.openguides.processing.live is not enabled."));
        }
        List<Finding> findings = new ArrayList<>();
        int waiting = processing.waiting();
        String waits = waiting + " changes of this node wait to be processed.";
        findings.add(waiting > MANY ? Finding.warn(waits) : Finding.ok(waits));
        processing.failures().forEach(failure -> findings.add(Finding.warn("Retried until it succeeds. " + failure)));
        if (processing.isScheduled()) {
            findings.add(lookAtTicks());
        }
        return findings;
    }

    private Finding lookAtTicks() {
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            Optional<Instant> last = SweepRecord.of(session.jcr()).lastTick();
            Instant overdue = clock.instant().minus(OVERDUE);
            if (last.orElse(since).isBefore(overdue)) {
                return Finding.warn("Scheduled processing has not begun within a day; check the times in"
                        + " org.openguides.processing.sweep.");
            }
            return Finding.ok(
                    last.isPresent()
                            ? "Scheduled processing last began at " + last.get() + "."
                            : "Scheduled processing has not begun yet.");
        } catch (RepositoryException | ProcessingException e) {
            return Finding.warn("Scheduled processing cannot be checked: " + e.getMessage());
        }
    }
}
