/** The HTTP contract: reads and authorises requests, shows runs under their wire names. It never works on content. */
@NullMarked
package org.openguides.processing.internal.http;

import org.jspecify.annotations.NullMarked;
