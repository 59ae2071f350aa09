package org.openguides.processing.internal.jobs;

import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.internal.engine.supervision.NodeFailures;
import org.openguides.processing.internal.engine.supervision.WorkerThreads;
import org.openguides.processing.internal.observe.Check;
import org.openguides.processing.internal.observe.Finding;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Checks whether this node accepts work: not while too many of its workers hang, nor while work fails on it. */
@Component(service = Check.class)
public final class WorkersCheck implements Check {

    private final WorkerThreads threads;
    private final NodeFailures failures;

    @Activate
    public WorkersCheck(@Reference(name = "engine") Engine engine) {
        this(engine.threads(), engine.failures());
    }

    WorkersCheck(WorkerThreads threads, NodeFailures failures) {
        this.threads = threads;
        this.failures = failures;
    }

    @Override
    public String name() {
        return "OpenGuides workers";
    }

    @Override
    public String beanName() {
        return "openguidesWorkers";
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        int hanging = threads.abandoned();
        if (threads.isExhausted()) {
            findings.add(Finding.critical(
                    hanging + " workers of this node hang, so it accepts no more work; restart the server."));
        } else if (hanging > 0) {
            findings.add(Finding.warn(hanging + " workers of this node hang."));
        }
        if (failures.isResting()) {
            findings.add(Finding.warn("Work of several runs has failed on this node; it leaves work to other nodes."));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("No worker of this node hangs."));
        }
        return findings;
    }
}
