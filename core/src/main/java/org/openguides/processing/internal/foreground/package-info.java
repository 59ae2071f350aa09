/** Who uses this node while runs go on. */
@NullMarked
package org.openguides.processing.internal.foreground;

import org.jspecify.annotations.NullMarked;
