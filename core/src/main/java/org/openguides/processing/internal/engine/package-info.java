/** What all packages of the engine share: settings, clocks, ownership, retries. */
@NullMarked
package org.openguides.processing.internal.engine;

import org.jspecify.annotations.NullMarked;
