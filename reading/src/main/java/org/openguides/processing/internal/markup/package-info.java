/**
 * Parsers for Markdown, HTML and CSS: bytes in, {@code MarkupDocument} out. Like {@code internal.dita} they use no
 * repository, network or file system.
 */
@NullMarked
package org.openguides.processing.internal.markup;

import org.jspecify.annotations.NullMarked;
