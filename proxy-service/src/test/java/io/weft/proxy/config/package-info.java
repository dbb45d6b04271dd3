/** Every variable of the proxy: its name, default, a good value and bad ones. Start at {@code VariablesTest}. */
@NullMarked
package io.weft.proxy.config;

import org.jspecify.annotations.NullMarked;
