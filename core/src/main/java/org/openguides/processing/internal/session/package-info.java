/** Short-lived service sessions. */
@NullMarked
package org.openguides.processing.internal.session;

import org.jspecify.annotations.NullMarked;
