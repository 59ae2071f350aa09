package org.openguides.processing.internal.jobs;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.Runs;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.observe.Check;
import org.openguides.processing.internal.observe.Finding;
import org.openguides.processing.internal.observe.UnfinishedRuns;
import org.openguides.processing.internal.runlog.RunLogReader;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.RunStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Checks that the repository and its data store answer. It reads the end of the newest log, which is in the data store
 * unless it is so short that the repository keeps it elsewhere, and reports runs that wait for the data store.
 */
@Component(service = Check.class)
public final class StorageCheck implements Check {

    /** A repository that takes longer to answer is in trouble. */
    private static final Duration SLOW = Duration.ofSeconds(5);

    private final ServiceSessions sessions;
    private final UnfinishedRuns unfinished;
    private final Runs runs;
    private final RunLogReader logs;

    @Activate
    public StorageCheck(
            @Reference(name = "sessions") ServiceSessions sessions,
            @Reference(name = "unfinished") UnfinishedRuns unfinished,
            @Reference(name = "runs") Runs runs,
            @Reference(name = "logs") RunLogReader logs) {
        this.sessions = sessions;
        this.unfinished = unfinished;
        this.runs = runs;
        this.logs = logs;
    }

    @Override
    public String name() {
        return "OpenGuides storage";
    }

    @Override
    public String beanName() {
        return "openguidesStorage";
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        long began = System.nanoTime();
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            session.jcr().nodeExists(RunStore.ROOT);
        } catch (ProcessingException | RepositoryException e) {
            return List.of(Finding.critical("The repository does not answer: " + e.getMessage()));
        }
        unfinished.list().stream()
                .filter(run -> run.throttledBy() == ThrottleReason.STORAGE)
                .forEach(run -> findings.add(Finding.critical("Run " + run.id() + " waits for the data store.")));
        readALog(findings);
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        if (seconds >= SLOW.toSeconds()) {
            findings.add(Finding.warn(
                    "The repository and its data store took " + SLOW.toSeconds() + " s or more to answer."));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("The repository and its data store answer."));
        }
        return findings;
    }

    @SuppressWarnings("checkstyle:IllegalCatch") // Oak reports data store failures as unchecked exceptions, too
    private void readALog(List<Finding> findings) {
        List<Run> newest = runs.newest(1, null, run -> true).runs();
        try {
            newest.stream().limit(1).forEach(run -> logs.tail(run.id(), 1));
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            findings.add(Finding.critical("The log of run " + newest.get(0).id()
                    + " cannot be read from the data store: " + cause.getMessage()));
        }
    }
}
