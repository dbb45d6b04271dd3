/**
 * Rules every test of the proxy runs under, and the proof that they bite. Start at {@code RulesBiteTest}. Threading:
 * the test's.
 */
@NullMarked
package io.weft.proxy.rules;

import org.jspecify.annotations.NullMarked;
