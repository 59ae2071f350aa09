/** The extension points for the processing of assets. */
@Version("1.0.0")
@NullMarked
package org.openguides.processing.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
