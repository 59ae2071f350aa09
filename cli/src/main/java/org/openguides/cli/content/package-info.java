/** Imports local folders into the repository through the Sling POST servlet. */
@NullMarked
package org.openguides.cli.content;

import org.jspecify.annotations.NullMarked;
