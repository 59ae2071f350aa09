/** The coordinator of a run: a state machine that is ticked, and decides; what walks or reads content is done by workers. */
@NullMarked
package org.openguides.processing.internal.engine.coordination;

import org.jspecify.annotations.NullMarked;
