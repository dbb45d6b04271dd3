/**
 * The tap server: gRPC over mesh TLS, for the one identity that may look.
 *
 * <p>Start at {@link io.weft.proxy.tap.serve.TapServer}; {@code TapCalls} answers, {@code MatchTranslator} and
 * {@code EventTranslator} know the wire's words.
 *
 * <p>Threading: the admin loop.
 */
@NullMarked
package io.weft.proxy.tap.serve;

import org.jspecify.annotations.NullMarked;
