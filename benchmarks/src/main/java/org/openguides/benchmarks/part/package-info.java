/** What is measured, one class for each part. */
@NullMarked
package org.openguides.benchmarks.part;

import org.jspecify.annotations.NullMarked;
