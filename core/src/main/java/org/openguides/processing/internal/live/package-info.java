/**
 * Processing without a request: new and changed content as it is saved, and unprocessed content at regular times. The content itself is the
 * queue of this work: an asset whose results do not belong to its present content is still to be processed. What is kept in memory only
 * makes that quick.
 */
@NullMarked
package org.openguides.processing.internal.live;

import org.jspecify.annotations.NullMarked;
