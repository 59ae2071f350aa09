/** The built-in processor, which records type, uuid, metadata and references of assets. */
@NullMarked
package org.openguides.processing.internal.processor;

import org.jspecify.annotations.NullMarked;
