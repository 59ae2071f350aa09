package org.openguides.processing.internal.support;

import java.io.PrintWriter;
import java.util.List;

import org.openguides.processing.api.Run;
import org.openguides.processing.api.Runs;
import org.openguides.processing.internal.runlog.RunLogReader;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The newest runs, and the ends of the logs of some of them. */
@Component(service = SupportPart.class)
public final class RunsPart implements SupportPart {

    private static final int RUNS = 50;
    private static final int LOGS = 5;
    private static final int LINES = 2000;

    private final Runs runs;
    private final RunLogReader logs;

    @Activate
    public RunsPart(@Reference(name = "runs") Runs runs, @Reference(name = "logs") RunLogReader logs) {
        this.runs = runs;
        this.logs = logs;
    }

    @Override
    public String name() {
        return "runs";
    }

    @Override
    public void writeTo(Files files) {
        List<Run> newest = runs.newest(RUNS, null, run -> true).runs();
        PrintWriter text = files.begin("runs.txt");
        newest.forEach(run -> RunText.write(run, text));
        newest.stream().limit(LOGS).forEach(run -> {
            PrintWriter log = files.begin("logs/" + run.id() + ".log");
            logs.tail(run.id(), LINES).lines().forEach(log::println);
        });
    }
}
