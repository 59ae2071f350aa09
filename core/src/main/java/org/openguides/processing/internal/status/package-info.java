/** Asset status jobs: which assets there are, and how their processing stands. */
@NullMarked
package org.openguides.processing.internal.status;

import org.jspecify.annotations.NullMarked;
