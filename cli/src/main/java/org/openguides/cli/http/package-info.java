/** HTTP client, and its errors. */
@NullMarked
package org.openguides.cli.http;

import org.jspecify.annotations.NullMarked;
