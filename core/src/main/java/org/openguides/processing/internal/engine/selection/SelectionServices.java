package org.openguides.processing.internal.engine.selection;

import org.openguides.processing.internal.access.Requesters;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.engine.TypeDetector;
import org.openguides.processing.internal.walk.CurrentPaths;

/**
 * The services that select assets.
 *
 * @param types      determines the types of assets
 * @param catalogs   opens the catalog of earlier results
 * @param requesters resolves the users of a run
 * @param paths      assets that are processed at all
 */
public record SelectionServices(TypeDetector types, Catalogs catalogs, Requesters requesters, CurrentPaths paths) {}
