/** The data types of the HTTP API: records that the build generates from its description. */
@NullMarked
package org.openguides.cli.wire;

import org.jspecify.annotations.NullMarked;
