/** The catalog in a database: what processing finds out of assets in tables, beside the repository. */
@NullMarked
package org.openguides.processing.internal.catalog.database;

import org.jspecify.annotations.NullMarked;
