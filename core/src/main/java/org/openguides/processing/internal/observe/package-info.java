/** What an administrator sees of us: checks and their outlets. */
@NullMarked
package org.openguides.processing.internal.observe;

import org.jspecify.annotations.NullMarked;
