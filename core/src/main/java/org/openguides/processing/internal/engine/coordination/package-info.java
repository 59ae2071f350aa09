/**
 * Coordination of a run: a state machine advanced by ticks, which only decides. Workers walk the tree and read content.
 */
@NullMarked
package org.openguides.processing.internal.engine.coordination;

import org.jspecify.annotations.NullMarked;
