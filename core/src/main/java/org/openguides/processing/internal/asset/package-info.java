/** Assets in the repository. */
@NullMarked
package org.openguides.processing.internal.asset;

import org.jspecify.annotations.NullMarked;
