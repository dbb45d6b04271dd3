/** Tests of what the proxy counts. The golden file is written anew with {@code -Dgolden=write}. */
@NullMarked
package io.weft.proxy.telemetry;

import org.jspecify.annotations.NullMarked;
