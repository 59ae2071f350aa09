package org.openguides.processing.internal.support;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the engine is doing, and the metrics. */
@Component(service = SupportPart.class)
public final class StatusPart implements SupportPart {

    private final StatusText status;

    @Activate
    public StatusPart(@Reference(name = "status") StatusText status) {
        this.status = status;
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public void writeTo(Files files) {
        status.writeTo(files.begin("status.txt"));
    }
}
