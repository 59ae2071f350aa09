/** Asset status jobs: list assets and their processing status. */
@NullMarked
package org.openguides.processing.internal.status;

import org.jspecify.annotations.NullMarked;
