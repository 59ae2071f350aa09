/** A folder of files as a content tree. It is no part of the bundle, where the repository has the content. */
@NullMarked
package org.openguides.processing.internal.folder;

import org.jspecify.annotations.NullMarked;
