/** What tests over HTTP share: servers, clients that hold each answer against the OpenAPI document, and content. */
@NullMarked
package org.openguides.processing.it;

import org.jspecify.annotations.NullMarked;
