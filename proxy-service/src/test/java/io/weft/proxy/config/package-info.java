/**
 * Every variable of the proxy: its name, default, a good value and bad ones. Start at {@code VariablesTest}. Threading:
 * the test's.
 */
@NullMarked
package io.weft.proxy.config;

import org.jspecify.annotations.NullMarked;
