package org.openguides.processing.internal.engine.work;

import java.util.List;
import java.util.function.Supplier;

import org.openguides.processing.internal.access.Requesters;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.engine.AssetLinks;
import org.openguides.processing.internal.engine.TypeDetector;
import org.openguides.processing.spi.AssetProcessor;

/**
 * Services that process assets. Immutable.
 *
 * @param processors supplies the present processors in their order; called for each work unit
 * @param links      finds what depends on other assets
 * @param types      determines the types of assets
 * @param catalogs   opens the catalog of earlier results
 * @param requesters resolves the users of a run
 * @param suspects   assets at which this node has died
 */
public record Workbench(
        Supplier<List<AssetProcessor>> processors,
        AssetLinks links,
        TypeDetector types,
        Catalogs catalogs,
        Requesters requesters,
        CrashHistory suspects) {}
