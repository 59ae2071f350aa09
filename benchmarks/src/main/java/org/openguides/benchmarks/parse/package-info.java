/** Microbenchmarks, in a JVM of their own. */
@NullMarked
package org.openguides.benchmarks.parse;

import org.jspecify.annotations.NullMarked;
