/** Texts that have a form of their own: lines of records, and paths. */
@NullMarked
package org.openguides.processing.internal.text;

import org.jspecify.annotations.NullMarked;
