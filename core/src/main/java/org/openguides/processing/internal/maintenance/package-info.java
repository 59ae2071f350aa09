/** What happens by itself: runs that nobody works on are found, and old ones are removed. */
@NullMarked
package org.openguides.processing.internal.maintenance;

import org.jspecify.annotations.NullMarked;
