/** Starting, watching and summing up bulk runs. */
@NullMarked
package org.openguides.cli.run;

import org.jspecify.annotations.NullMarked;
