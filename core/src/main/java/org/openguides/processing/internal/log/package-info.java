/** What the log of a run and the log of the server have in common. Every package may use it. */
@NullMarked
package org.openguides.processing.internal.log;

import org.jspecify.annotations.NullMarked;
