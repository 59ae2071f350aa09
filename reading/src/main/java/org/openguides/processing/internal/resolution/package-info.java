/**
 * What references come to in a tree of files: whether their targets are there, what keys stand for, what refers to a file. It knows
 * the files by {@link org.openguides.processing.internal.resolution.ContentTree} only.
 */
@NullMarked
package org.openguides.processing.internal.resolution;

import org.jspecify.annotations.NullMarked;
