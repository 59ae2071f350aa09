/** What tests of several packages need: a real repository and what to put into it. */
package org.openguides.processing.testing;
