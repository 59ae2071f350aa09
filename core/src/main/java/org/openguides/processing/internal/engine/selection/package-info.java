/** Selection of the assets of a run: the walk, the filter, and the worker that executes both. */
@NullMarked
package org.openguides.processing.internal.engine.selection;

import org.jspecify.annotations.NullMarked;
