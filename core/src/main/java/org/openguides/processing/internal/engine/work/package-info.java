/** Workers that acquire partitions and process or link their assets in batches, one commit per batch. */
@NullMarked
package org.openguides.processing.internal.engine.work;

import org.jspecify.annotations.NullMarked;
