/** What references of assets come to: the {@linkplain org.openguides.processing.internal.resolution resolution} over the catalog. */
@NullMarked
package org.openguides.processing.internal.reference;

import org.jspecify.annotations.NullMarked;
