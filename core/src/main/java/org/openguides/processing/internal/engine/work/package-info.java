/** The workers: each acquires a partition and processes or links its assets in batches, each of which is one commit. */
@NullMarked
package org.openguides.processing.internal.engine.work;

import org.jspecify.annotations.NullMarked;
