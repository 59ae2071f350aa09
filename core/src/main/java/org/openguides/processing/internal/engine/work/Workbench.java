package org.openguides.processing.internal.engine.work;

import java.util.List;
import java.util.function.Supplier;

import org.openguides.processing.internal.access.Requesters;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.engine.AssetLinks;
import org.openguides.processing.internal.engine.TypeDetector;
import org.openguides.processing.spi.AssetProcessor;

/**
 * What assets are processed with. Immutable.
 *
 * @param processors tells the present processors, in their order; asked for each piece of work
 * @param links      tells what depends on other assets
 * @param types      tells what assets are
 * @param catalogs   knows what was found out about assets
 * @param requesters looks up who asked for a run
 * @param suspects   knows at which assets this node has died
 */
public record Workbench(
        Supplier<List<AssetProcessor>> processors,
        AssetLinks links,
        TypeDetector types,
        Catalogs catalogs,
        Requesters requesters,
        CrashHistory suspects) {}
