/**
 * The proxy as a process: what it says and how it ends. Start at {@code ProxyProcessTest}; each test starts a JVM.
 * Threading: the processes' own.
 */
@NullMarked
package io.weft.proxy.app;

import org.jspecify.annotations.NullMarked;
