/** Supervision of workers: their progress, its time limits, and threads that hang. */
@NullMarked
package org.openguides.processing.internal.engine.supervision;

import org.jspecify.annotations.NullMarked;
