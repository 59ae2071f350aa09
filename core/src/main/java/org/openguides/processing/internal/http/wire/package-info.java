/** What goes over the wire: records and enumerations that the build generates from {@code openapi.json}. */
@NullMarked
package org.openguides.processing.internal.http.wire;

import org.jspecify.annotations.NullMarked;
