/** Which replica is picked. Start at {@code EndpointPoolTest}. Threading: the test's. */
@NullMarked
package io.weft.proxy.balance;

import org.jspecify.annotations.NullMarked;
