/** What Markdown, HTML and CSS files say: bytes in, {@code MarkupDocument} out. Pure, as {@code internal.dita} is. */
@NullMarked
package org.openguides.processing.internal.markup;

import org.jspecify.annotations.NullMarked;
