/**
 * Puts the service together.
 *
 * <p>Start at {@link io.weft.injector.app.InjectorApplication}. Beans are made on the main thread at start.
 */
@NullMarked
package io.weft.injector.app;

import org.jspecify.annotations.NullMarked;
