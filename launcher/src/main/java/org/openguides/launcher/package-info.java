/** What {@code run.sh} does once it is built: a server or a cluster to try OpenGuides on. */
@NullMarked
package org.openguides.launcher;

import org.jspecify.annotations.NullMarked;
