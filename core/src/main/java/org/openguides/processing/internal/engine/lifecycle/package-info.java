/** Everything that changes the state of a run: start, cancel, resume, restart, and the one way to end it. */
@NullMarked
package org.openguides.processing.internal.engine.lifecycle;

import org.jspecify.annotations.NullMarked;
