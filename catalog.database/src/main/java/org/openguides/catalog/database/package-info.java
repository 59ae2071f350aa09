/** The tables of the catalog in PostgreSQL or H2. Knows no repository. */
@NullMarked
package org.openguides.catalog.database;

import org.jspecify.annotations.NullMarked;
