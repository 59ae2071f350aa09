/** Finds assets, in an order that a later walk can resume at any position, and tells which are processed by their paths. */
@NullMarked
package org.openguides.processing.internal.walk;

import org.jspecify.annotations.NullMarked;
