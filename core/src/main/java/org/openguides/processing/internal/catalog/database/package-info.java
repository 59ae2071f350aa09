/** The catalog in a database: results of processing are stored in tables outside of the repository. */
@NullMarked
package org.openguides.processing.internal.catalog.database;

import org.jspecify.annotations.NullMarked;
