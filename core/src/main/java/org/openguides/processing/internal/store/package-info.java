/** Storage of runs, partitions and claims as nodes below {@code /var/openguides}. */
@NullMarked
package org.openguides.processing.internal.store;

import org.jspecify.annotations.NullMarked;
