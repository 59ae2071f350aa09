/** The edge to Sling Jobs: runs and partitions as jobs, which any node of the cluster may be given. */
@NullMarked
package org.openguides.processing.internal.jobs;

import org.jspecify.annotations.NullMarked;
