/**
 * What tests of several modules share; nothing but tests knows this package and those below it.
 *
 * <p>Start at {@link io.weft.testkit.pki.TestAuthority}, {@link io.weft.testkit.time.ManualClock},
 * {@link io.weft.testkit.golden.Golden} or {@link io.weft.testkit.trace.SpanReceiver}. Threading: each package says its own.
 */
@NullMarked
package io.weft.testkit;

import org.jspecify.annotations.NullMarked;
