package org.openguides.processing.internal.engine.work;

import java.util.List;

import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.engine.throttle.Pace;
import org.openguides.processing.spi.AssetProcessor;

/** Services that a worker uses for one partition. */
record WorkServices(
        NodeServices node, Workbench workbench, List<AssetProcessor> processors, RunRecords records, Pace pace) {}
