/** Tests of what other tests trust. Threading: the test's. */
@NullMarked
package io.weft.testkit.time;

import org.jspecify.annotations.NullMarked;
