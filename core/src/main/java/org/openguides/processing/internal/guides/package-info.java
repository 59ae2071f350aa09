/** AEM Guides beside us: whether it is there, and what may be written then. */
@NullMarked
package org.openguides.processing.internal.guides;

import org.jspecify.annotations.NullMarked;
