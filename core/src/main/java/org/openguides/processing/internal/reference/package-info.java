/** What references come to: whether their targets are there, what keys stand for, who refers to an asset. */
@NullMarked
package org.openguides.processing.internal.reference;

import org.jspecify.annotations.NullMarked;
