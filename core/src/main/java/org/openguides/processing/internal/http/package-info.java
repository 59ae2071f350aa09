/** The HTTP API: reads and authorises requests, and maps runs to the contract. It never processes content itself. */
@NullMarked
package org.openguides.processing.internal.http;

import org.jspecify.annotations.NullMarked;
