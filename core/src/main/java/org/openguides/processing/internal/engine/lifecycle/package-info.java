/** The lifecycle of runs: start, cancel, resume, restart, delete and end. */
@NullMarked
package org.openguides.processing.internal.engine.lifecycle;

import org.jspecify.annotations.NullMarked;
