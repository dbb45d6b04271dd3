/**
 * What every test on Netty runs under: buffers that are not released fail the test that lost them.
 *
 * <p>Start at {@link io.weft.testkit.netty.LeakExtension}; JUnit finds it by itself.
 */
@NullMarked
package io.weft.testkit.netty;

import org.jspecify.annotations.NullMarked;
