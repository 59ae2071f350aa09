/** Runs, partitions and claims as nodes below /var/openguides. */
@NullMarked
package org.openguides.processing.internal.store;

import org.jspecify.annotations.NullMarked;
