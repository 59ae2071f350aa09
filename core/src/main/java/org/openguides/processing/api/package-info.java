/** Runs: what a user asks for, where it stands, how it ended. */
@Version("1.0.0")
@NullMarked
package org.openguides.processing.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
