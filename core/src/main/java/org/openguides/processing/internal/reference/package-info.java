/**
 * References of assets: the {@linkplain org.openguides.processing.internal.resolution resolution} on top of the
 * catalog.
 */
@NullMarked
package org.openguides.processing.internal.reference;

import org.jspecify.annotations.NullMarked;
