/** Who may do more than his rights on content say. */
@NullMarked
package org.openguides.processing.internal.access;

import org.jspecify.annotations.NullMarked;
