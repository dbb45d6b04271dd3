/** The whole service over HTTPS. Start at {@code InjectorApplicationTest}. Threading: the test's. */
@NullMarked
package io.weft.injector.app;

import org.jspecify.annotations.NullMarked;
