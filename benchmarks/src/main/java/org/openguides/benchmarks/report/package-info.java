/** Output of figures. */
@NullMarked
package org.openguides.benchmarks.report;

import org.jspecify.annotations.NullMarked;
