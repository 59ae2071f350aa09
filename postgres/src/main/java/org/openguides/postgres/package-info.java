/** A PostgreSQL to try things on. */
@NullMarked
package org.openguides.postgres;

import org.jspecify.annotations.NullMarked;
