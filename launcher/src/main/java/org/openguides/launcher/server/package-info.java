/** Starts Sling servers with our content, waits until they are ready, and ends them. */
@NullMarked
package org.openguides.launcher.server;

import org.jspecify.annotations.NullMarked;
