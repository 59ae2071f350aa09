/** The log of a run: numbered lines in sealed segments. */
@NullMarked
package org.openguides.processing.internal.runlog;

import org.jspecify.annotations.NullMarked;
