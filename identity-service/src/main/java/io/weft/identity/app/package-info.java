/**
 * Wires the service: settings, beans, start and stop.
 *
 * <p>Start at {@link io.weft.identity.app.IdentityApplication}. The only package that knows all others, and Spring.
 */
@NullMarked
package io.weft.identity.app;

import org.jspecify.annotations.NullMarked;
