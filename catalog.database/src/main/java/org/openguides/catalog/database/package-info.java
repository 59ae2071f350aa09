/** The tables of the catalog in PostgreSQL or H2. Independent of a repository. */
@NullMarked
package org.openguides.catalog.database;

import org.jspecify.annotations.NullMarked;
