/** The catalog: facts about assets. */
@NullMarked
package org.openguides.processing.internal.catalog;

import org.jspecify.annotations.NullMarked;
