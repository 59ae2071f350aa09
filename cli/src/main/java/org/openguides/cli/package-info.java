/** The commands of the command line client and how they speak to their user. */
@NullMarked
package org.openguides.cli;

import org.jspecify.annotations.NullMarked;
