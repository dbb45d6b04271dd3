/**
 * The wire's words for what observers want. Start at {@code MatchTranslatorTest}. Threading: the test's.
 */
@NullMarked
package io.weft.proxy.tap.serve;

import org.jspecify.annotations.NullMarked;
