/** How far workers hold back for those who use this node, and how that is noticed. */
@NullMarked
package org.openguides.processing.internal.engine.throttle;

import org.jspecify.annotations.NullMarked;
