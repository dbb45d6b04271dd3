/** Tests of what routes ask of requests; threading: the test's own thread. Start at {@link io.weft.proxy.outbound.route.PenaltyTest}. */
@NullMarked
package io.weft.proxy.outbound.route;

import org.jspecify.annotations.NullMarked;
