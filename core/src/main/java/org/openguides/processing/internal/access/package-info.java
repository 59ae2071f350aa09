/** Who asked for what, and who may do more than their rights on content say. */
@NullMarked
package org.openguides.processing.internal.access;

import org.jspecify.annotations.NullMarked;
