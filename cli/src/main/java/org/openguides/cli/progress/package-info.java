/** Shows the progress of tasks on a terminal or in a log. */
@NullMarked
package org.openguides.cli.progress;

import org.jspecify.annotations.NullMarked;
