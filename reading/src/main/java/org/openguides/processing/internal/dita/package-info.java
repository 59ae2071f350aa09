/** Parser for XML files: bytes in, {@code DitaDocument} out. It uses no repository, network or file system. */
@NullMarked
package org.openguides.processing.internal.dita;

import org.jspecify.annotations.NullMarked;
