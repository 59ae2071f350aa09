package org.openguides.processing.internal.support;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Run;
import org.openguides.processing.internal.engine.throttle.ThrottleSettings;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.metrics.EngineFigures;
import org.openguides.processing.internal.metrics.MetricsText;
import org.openguides.processing.internal.observe.Suspects;
import org.openguides.processing.internal.observe.UnfinishedRuns;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;

/**
 * What the engine is doing, as text for administrators: runs and their owners, quarantine, throttle, workers, metrics.
 * Contains names of assets. Safe for use by multiple threads.
 */
@Component(service = StatusText.class)
public final class StatusText {

    private static final Logger LOG = ServerLog.of(StatusText.class);

    private final UnfinishedRuns runs;
    private final Suspects suspects;
    private final ThrottleSettings throttle;
    private final EngineFigures figures;
    private final MetricsText metrics;

    @Activate
    public StatusText(
            @Reference(name = "runs") UnfinishedRuns runs,
            @Reference(name = "suspects") Suspects suspects,
            @Reference(name = "throttle") ThrottleSettings throttle,
            @Reference(name = "figures") EngineFigures figures,
            @Reference(name = "metrics") MetricsText metrics) {
        this.runs = runs;
        this.suspects = suspects;
        this.throttle = throttle;
        this.figures = figures;
        this.metrics = metrics;
    }

    /** Writes the present state; what the repository does not tell at the moment is left out. */
    void writeTo(PrintWriter text) {
        unlessAway(text, () -> writeRuns(text));
        text.println();
        unlessAway(text, () -> writeSuspects(text));
        text.println();
        text.println("Throttle: " + throttle.get());
        text.println("Queue depth: " + figures.queueDepth());
        text.println("Workers: " + figures.workers() + ", abandoned threads: " + figures.abandonedThreads());
        workers().forEach((name, state) -> text.println("  " + name + ": " + state));
        text.println();
        text.print(metrics.text());
    }

    private static void unlessAway(PrintWriter text, Runnable section) {
        try {
            section.run();
        } catch (ProcessingException e) {
            LOG.debug("Status without what the repository knows", e);
            text.println("The repository does not answer: " + e.getMessage());
        }
    }

    private void writeSuspects(PrintWriter text) {
        List<String> quarantined = suspects.list();
        text.println("Suspects, at which servers have died: " + quarantined.size());
        quarantined.forEach(path -> text.println("  " + path));
    }

    private void writeRuns(PrintWriter text) {
        List<Run> all = runs.list().stream()
                .sorted(Comparator.comparing(Run::createdAt))
                .toList();
        text.println("Runs that have not ended: " + all.size());
        all.forEach(run -> {
            RunText.write(run, text);
            run.nodes()
                    .forEach(node -> text.println(
                            "  node " + node.name() + ": " + node.done() + " assets, last seen " + node.lastSeen()));
        });
    }

    /** Returns the states of our threads by name. */
    private static Map<String, Thread.State> workers() {
        return OurThreads.stacks().keySet().stream()
                .collect(Collectors.toMap(Thread::getName, Thread::getState, (one, other) -> one, TreeMap::new));
    }
}
