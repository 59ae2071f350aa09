/** Runs: their requests, states and results. */
@Version("1.1.0")
@NullMarked
package org.openguides.processing.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
