/** Text formats of records, and paths. */
@NullMarked
package org.openguides.processing.internal.text;

import org.jspecify.annotations.NullMarked;
