/** What goes over the wire: records that the build generates from the description of the API. */
@NullMarked
package org.openguides.cli.wire;

import org.jspecify.annotations.NullMarked;
