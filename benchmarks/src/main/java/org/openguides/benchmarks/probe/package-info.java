/** What runs inside of the measured server: bare loops on its repository, to compare with. */
@NullMarked
package org.openguides.benchmarks.probe;

import org.jspecify.annotations.NullMarked;
