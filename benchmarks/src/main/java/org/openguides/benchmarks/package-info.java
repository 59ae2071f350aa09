/** Measures what the project claims of its speed. */
@NullMarked
package org.openguides.benchmarks;

import org.jspecify.annotations.NullMarked;
