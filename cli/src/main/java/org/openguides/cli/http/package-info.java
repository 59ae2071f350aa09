/** Speaking HTTP with a server, and what can go wrong there. */
@NullMarked
package org.openguides.cli.http;

import org.jspecify.annotations.NullMarked;
