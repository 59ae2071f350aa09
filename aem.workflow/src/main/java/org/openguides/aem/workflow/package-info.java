/** A step of AEM's workflows that processes assets. */
@NullMarked
package org.openguides.aem.workflow;

import org.jspecify.annotations.NullMarked;
