/** What administrators and support engineers look at: the support bundle and the page in the Felix web console. */
@NullMarked
package org.openguides.processing.internal.support;

import org.jspecify.annotations.NullMarked;
