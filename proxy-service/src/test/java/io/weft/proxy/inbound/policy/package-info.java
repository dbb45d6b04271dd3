/** Who may connect: translation of policies, defaults and verdicts. Start at {@code RouteTranslatorTest}. */
@NullMarked
package io.weft.proxy.inbound.policy;

import org.jspecify.annotations.NullMarked;
