package org.openguides.processing.internal.jobs;

import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.access.Requesters;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.engine.AssetLinks;
import org.openguides.processing.internal.engine.TypeDetector;
import org.openguides.processing.internal.engine.selection.SelectionServices;
import org.openguides.processing.internal.engine.work.CrashHistory;
import org.openguides.processing.internal.engine.work.Workbench;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.walk.CurrentPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Services that select and process assets. Immutable. */
@Component(service = AssetServices.class)
public final class AssetServices {

    private final TypeDetector types;
    private final AssetLinks links;
    private final Catalogs catalogs;
    private final Processors processors;
    private final Operators operators;
    private final CurrentPaths paths;

    @Activate
    public AssetServices(
            @Reference(name = "types") TypeDetector types,
            @Reference(name = "links") AssetLinks links,
            @Reference(name = "catalogs") Catalogs catalogs,
            @Reference(name = "processors") Processors processors,
            @Reference(name = "operators") Operators operators,
            @Reference(name = "paths") CurrentPaths paths) {
        this.types = types;
        this.links = links;
        this.catalogs = catalogs;
        this.processors = processors;
        this.operators = operators;
        this.paths = paths;
    }

    SelectionServices selectionTools(ServiceSessions sessions) {
        return new SelectionServices(types, catalogs, new Requesters(sessions, operators), paths);
    }

    Workbench workbench(ServiceSessions sessions, CrashHistory suspects) {
        return new Workbench(processors, links, types, catalogs, new Requesters(sessions, operators), suspects);
    }
}
