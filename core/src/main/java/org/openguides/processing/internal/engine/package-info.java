/** What all rooms of the engine share: settings, times, ownership, retries. */
@NullMarked
package org.openguides.processing.internal.engine;

import org.jspecify.annotations.NullMarked;
