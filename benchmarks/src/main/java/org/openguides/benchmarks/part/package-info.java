/** The parts of the benchmarks, one class each. */
@NullMarked
package org.openguides.benchmarks.part;

import org.jspecify.annotations.NullMarked;
