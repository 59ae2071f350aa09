/** Coexistence with AEM Guides: whether it is present, and which properties may be written then. */
@NullMarked
package org.openguides.processing.internal.guides;

import org.jspecify.annotations.NullMarked;
