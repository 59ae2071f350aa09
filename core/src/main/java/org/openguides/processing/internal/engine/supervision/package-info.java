/** Watches workers: their progress, the limits of it, and the threads that do not come back. */
@NullMarked
package org.openguides.processing.internal.engine.supervision;

import org.jspecify.annotations.NullMarked;
