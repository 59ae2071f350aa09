/** Short-lived service sessions, and the errors and conflicts of saving them. */
@NullMarked
package org.openguides.processing.internal.session;

import org.jspecify.annotations.NullMarked;
