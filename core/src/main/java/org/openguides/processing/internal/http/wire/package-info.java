/** The data types of the HTTP API: records and enumerations that the build generates from {@code openapi.json}. */
@NullMarked
package org.openguides.processing.internal.http.wire;

import org.jspecify.annotations.NullMarked;
