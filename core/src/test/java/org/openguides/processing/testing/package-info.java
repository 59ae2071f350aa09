/** Test support for several packages: a real repository and its contents. */
package org.openguides.processing.testing;
