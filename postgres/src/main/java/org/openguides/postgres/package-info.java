/** A local PostgreSQL server for trials and tests. */
@NullMarked
package org.openguides.postgres;

import org.jspecify.annotations.NullMarked;
