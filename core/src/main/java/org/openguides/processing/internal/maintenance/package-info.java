/** Maintenance of the records: recovers runs without a coordinator, and removes old ones. */
@NullMarked
package org.openguides.processing.internal.maintenance;

import org.jspecify.annotations.NullMarked;
