/** The metrics of the product: collected with Sling Commons Metrics, exposed as text in the format of Prometheus. */
@NullMarked
package org.openguides.processing.internal.metrics;

import org.jspecify.annotations.NullMarked;
