/** Messages about runs for other systems: an outbox in the repository, and its delivery by HTTP. */
@NullMarked
package org.openguides.processing.internal.webhooks;

import org.jspecify.annotations.NullMarked;
