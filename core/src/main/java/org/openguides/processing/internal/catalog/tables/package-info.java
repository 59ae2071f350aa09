/**
 * What the core and the bundle that keeps the catalog in a database tell each other: rows, and nothing of a repository. Exported
 * for that bundle alone, which is released together with the core.
 */
@NullMarked
package org.openguides.processing.internal.catalog.tables;

import org.jspecify.annotations.NullMarked;
