/** Integration with Sling Jobs: runs and partitions as jobs, which any node of the cluster may execute. */
@NullMarked
package org.openguides.processing.internal.jobs;

import org.jspecify.annotations.NullMarked;
