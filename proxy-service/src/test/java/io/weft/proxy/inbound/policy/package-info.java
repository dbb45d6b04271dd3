/**
 * Who may connect: translation of policies, defaults and verdicts. Start at {@code RouteTranslatorTest}. Threading: the
 * test's.
 */
@NullMarked
package io.weft.proxy.inbound.policy;

import org.jspecify.annotations.NullMarked;
