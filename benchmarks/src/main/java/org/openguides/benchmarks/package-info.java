/** Benchmarks for the project's claims about performance. */
@NullMarked
package org.openguides.benchmarks;

import org.jspecify.annotations.NullMarked;
