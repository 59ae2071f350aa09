/** OSGi events about assets and runs, for other bundles. */
@NullMarked
package org.openguides.processing.internal.events;

import org.jspecify.annotations.NullMarked;
