/** Starts, monitors and summarises bulk runs. */
@NullMarked
package org.openguides.cli.run;

import org.jspecify.annotations.NullMarked;
