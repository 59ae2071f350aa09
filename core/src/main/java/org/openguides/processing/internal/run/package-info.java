/** The engine: selects the assets of a run, processes them in batches, ends it. */
@NullMarked
package org.openguides.processing.internal.run;

import org.jspecify.annotations.NullMarked;
