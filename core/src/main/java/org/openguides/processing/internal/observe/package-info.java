/** Observability for administrators: checks, and where their results are published. */
@NullMarked
package org.openguides.processing.internal.observe;

import org.jspecify.annotations.NullMarked;
