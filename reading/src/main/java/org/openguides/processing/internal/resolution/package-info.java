/**
 * Resolution of references in a tree of files: whether targets exist, what keys stand for, and what refers to a file.
 * Files are accessed through {@link org.openguides.processing.internal.resolution.ContentTree} only.
 */
@NullMarked
package org.openguides.processing.internal.resolution;

import org.jspecify.annotations.NullMarked;
