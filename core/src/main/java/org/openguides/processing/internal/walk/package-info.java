/** Finds assets, in an order that a later walk can take up anywhere. */
@NullMarked
package org.openguides.processing.internal.walk;

import org.jspecify.annotations.NullMarked;
