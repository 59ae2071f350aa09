/** Probes inside the measured server: baselines that use its repository directly. */
@NullMarked
package org.openguides.benchmarks.probe;

import org.jspecify.annotations.NullMarked;
