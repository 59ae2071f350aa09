/** A real Sling in a process of its own, and tests that talk HTTP to it. */
@NullMarked
package org.openguides.processing.it;

import org.jspecify.annotations.NullMarked;
