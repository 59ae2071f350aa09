/** The commands of the command line client and their output. */
@NullMarked
package org.openguides.cli;

import org.jspecify.annotations.NullMarked;
