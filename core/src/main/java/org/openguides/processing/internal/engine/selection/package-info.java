/** Which assets a run processes: the walk, the filter, and the worker that does both. */
@NullMarked
package org.openguides.processing.internal.engine.selection;

import org.jspecify.annotations.NullMarked;
