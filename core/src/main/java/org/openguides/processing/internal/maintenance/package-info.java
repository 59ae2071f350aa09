/** Keeps the records in order: finds runs that no coordinator works on, and removes old ones. */
@NullMarked
package org.openguides.processing.internal.maintenance;

import org.jspecify.annotations.NullMarked;
