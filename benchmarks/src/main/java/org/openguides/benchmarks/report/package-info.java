/** How figures are shown. */
@NullMarked
package org.openguides.benchmarks.report;

import org.jspecify.annotations.NullMarked;
