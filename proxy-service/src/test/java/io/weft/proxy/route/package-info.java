/** Tests of which requests rules take; threading: the test's own thread. Start at {@link io.weft.proxy.route.HttpMatchTest}. */
@NullMarked
package io.weft.proxy.route;

import org.jspecify.annotations.NullMarked;
