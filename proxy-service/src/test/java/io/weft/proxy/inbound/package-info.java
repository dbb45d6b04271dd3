/** Tests of the way to the local application. Start at {@code LocalAppsTest}. Threading: the test's. */
@NullMarked
package io.weft.proxy.inbound;

import org.jspecify.annotations.NullMarked;
