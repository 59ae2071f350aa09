/**
 * The interface between the core and the bundle that stores the catalog in a database: rows, independent of a
 * repository. Exported only for that bundle, which is released together with the core.
 */
@NullMarked
package org.openguides.processing.internal.catalog.tables;

import org.jspecify.annotations.NullMarked;
