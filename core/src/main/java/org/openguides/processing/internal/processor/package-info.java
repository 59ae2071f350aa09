/** Our own post-processing: what an asset is, its uuid, its metadata, its references. */
@NullMarked
package org.openguides.processing.internal.processor;

import org.jspecify.annotations.NullMarked;
