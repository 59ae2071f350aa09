package org.openguides.processing.internal.jobs;

import org.openguides.processing.internal.metrics.EngineFigures;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The figures of this node's engine. */
@Component(service = EngineFigures.class)
public final class NodeFigures implements EngineFigures {

    private final Engine engine;

    @Activate
    public NodeFigures(@Reference(name = "engine") Engine engine) {
        this.engine = engine;
    }

    @Override
    public int queueDepth() {
        return engine.coordinations().openWork();
    }

    @Override
    public int workers() {
        return engine.threads().working();
    }

    @Override
    public int abandonedThreads() {
        return engine.threads().abandoned();
    }

    @Override
    public long retries() {
        return engine.node().retry().retries();
    }
}
