/** Tests of what other tests trust. Threading: the test's. */
@NullMarked
package io.weft.testkit.golden;

import org.jspecify.annotations.NullMarked;
