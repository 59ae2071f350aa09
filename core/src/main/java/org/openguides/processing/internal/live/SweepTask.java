package org.openguides.processing.internal.live;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Starts scheduled processing at its times. Fires on each node, as a node cannot know whether the others live; the first one takes the tick.
 */
@Component(
        service = Runnable.class,
        configurationPid = "org.openguides.processing.sweep",
        property = "scheduler.concurrent:Boolean=false")
@Designate(ocd = SweepConfig.class)
public final class SweepTask implements Runnable {

    private final LiveProcessing processing;

    @Activate
    public SweepTask(@Reference(name = "processing") LiveProcessing processing, SweepConfig config) {
        this.processing = processing;
    }

    @Override
    public void run() {
        processing.sweep();
    }
}
