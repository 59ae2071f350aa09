package org.openguides.processing.internal.metrics;

import java.util.List;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.observe.UnfinishedRuns;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;

/** The present values of all metrics as text in the format of Prometheus. Safe for use by multiple threads. */
@Component(service = MetricsText.class)
public final class MetricsText {

    /** Media type of the text. */
    public static final String TYPE = Exposition.TYPE;

    private static final Logger LOG = ServerLog.of(MetricsText.class);

    private final String version;
    private final Meters meters;
    private final EngineFigures figures;
    private final UnfinishedRuns runs;

    @Activate
    public MetricsText(
            BundleContext context,
            @Reference(name = "meters") Meters meters,
            @Reference(name = "figures") EngineFigures figures,
            @Reference(name = "runs") UnfinishedRuns runs) {
        this.version = context.getBundle().getVersion().toString();
        this.meters = meters;
        this.figures = figures;
        this.runs = runs;
    }

    /** Returns the present values. */
    public String text() {
        Exposition text = new Exposition();
        meters.writeTo(text);
        write(text, Family.RETRIES, (double) figures.retries());
        write(text, Family.QUEUE_DEPTH, figures.queueDepth());
        write(text, Family.WORKERS, figures.workers());
        write(text, Family.ABANDONED, figures.abandonedThreads());
        writeRuns(text);
        text.begin(Family.BUILD);
        text.sample(Family.BUILD, version, 1);
        return text.toString();
    }

    private static void write(Exposition text, Family family, double value) {
        text.begin(family);
        text.sample(family, value);
    }

    private void writeRuns(Exposition text) {
        List<Run> all;
        try {
            all = runs.list();
        } catch (ProcessingException e) {
            LOG.debug("Metrics without runs", e);
            return;
        }
        text.begin(Family.RUNS);
        text.sample(Family.RUNS, "waiting", count(all, RunState.QUEUED));
        text.sample(Family.RUNS, "running", count(all, RunState.RUNNING));
    }

    private static int count(List<Run> all, RunState state) {
        return (int) all.stream().filter(run -> run.state() == state).count();
    }
}
