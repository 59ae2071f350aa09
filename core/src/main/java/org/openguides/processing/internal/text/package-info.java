/** Records as lines of text. */
@NullMarked
package org.openguides.processing.internal.text;

import org.jspecify.annotations.NullMarked;
