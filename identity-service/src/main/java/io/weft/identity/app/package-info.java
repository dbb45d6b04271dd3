/**
 * Wires the service: settings, beans, start and stop.
 *
 * <p>Start at {@link io.weft.identity.app.IdentityApplication}. The only package that knows all others, and Spring.
 * Threading: Spring's start and stop, one at a time.
 */
@NullMarked
package io.weft.identity.app;

import org.jspecify.annotations.NullMarked;
