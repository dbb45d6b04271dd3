/**
 * Whatever is rendered is compared with a file one has read and approved.
 *
 * <p>Start at {@link io.weft.testkit.golden.Golden}. Threading: the test's.
 */
@NullMarked
package io.weft.testkit.golden;

import org.jspecify.annotations.NullMarked;
