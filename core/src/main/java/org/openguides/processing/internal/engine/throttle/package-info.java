/** Throttling of workers in favour of users, and the detection of user activity. */
@NullMarked
package org.openguides.processing.internal.engine.throttle;

import org.jspecify.annotations.NullMarked;
