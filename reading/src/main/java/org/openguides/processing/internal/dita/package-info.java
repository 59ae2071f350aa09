/** What XML files say: bytes in, {@code DitaDocument} out. Pure: no repository, no network, no files. */
@NullMarked
package org.openguides.processing.internal.dita;

import org.jspecify.annotations.NullMarked;
