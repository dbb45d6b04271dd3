/**
 * What the proxy counts, how long it is kept and how it is written. Start at {@code ExpositionTest}. Threading: the
 * test's.
 */
@NullMarked
package io.weft.proxy.telemetry;

import org.jspecify.annotations.NullMarked;
