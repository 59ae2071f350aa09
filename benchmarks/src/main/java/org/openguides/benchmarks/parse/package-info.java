/** Microbenchmarks, which run in their own JVM. */
@NullMarked
package org.openguides.benchmarks.parse;

import org.jspecify.annotations.NullMarked;
