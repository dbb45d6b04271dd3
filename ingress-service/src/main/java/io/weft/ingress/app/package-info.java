/**
 * Puts the service together.
 *
 * <p>Start at {@link io.weft.ingress.app.IngressApplication}. Beans are made on the main thread at start.
 */
@NullMarked
package io.weft.ingress.app;

import org.jspecify.annotations.NullMarked;
