/**
 * Tests of dialling, waiting and choosing among the endpoints of one backend. Start at {@code BalancersTest}. Threading: the
 * test's.
 */
@NullMarked
package io.weft.proxy.outbound.endpoint;

import org.jspecify.annotations.NullMarked;
