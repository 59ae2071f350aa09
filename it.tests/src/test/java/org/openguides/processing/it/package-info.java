/** Tests over HTTP against a real Sling in its own process. */
@NullMarked
package org.openguides.processing.it;

import org.jspecify.annotations.NullMarked;
