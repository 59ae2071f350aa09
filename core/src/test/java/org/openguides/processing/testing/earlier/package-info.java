/** A repository that an earlier version of the bundle has written, for tests of this module and of others. */
@NullMarked
package org.openguides.processing.testing.earlier;

import org.jspecify.annotations.NullMarked;
