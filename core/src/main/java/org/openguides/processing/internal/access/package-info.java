/** Users who request runs, and operators with additional permissions. */
@NullMarked
package org.openguides.processing.internal.access;

import org.jspecify.annotations.NullMarked;
