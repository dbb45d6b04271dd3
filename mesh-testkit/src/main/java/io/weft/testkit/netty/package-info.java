/**
 * What every test on Netty runs under: buffers that are not released fail the test that lost them.
 *
 * <p>Start at {@link io.weft.testkit.netty.LeakExtension}; JUnit finds it by itself. Threading: looks on the thread of
 * the test that has ended, at buffers of every thread.
 */
@NullMarked
package io.weft.testkit.netty;

import org.jspecify.annotations.NullMarked;
