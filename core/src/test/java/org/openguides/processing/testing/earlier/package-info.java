/** A repository written by an earlier version of the bundle, for tests of several modules. */
@NullMarked
package org.openguides.processing.testing.earlier;

import org.jspecify.annotations.NullMarked;
