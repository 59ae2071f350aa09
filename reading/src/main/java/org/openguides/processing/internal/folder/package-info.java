/** A folder of the file system as a content tree. Not part of the bundle, which uses the repository. */
@NullMarked
package org.openguides.processing.internal.folder;

import org.jspecify.annotations.NullMarked;
