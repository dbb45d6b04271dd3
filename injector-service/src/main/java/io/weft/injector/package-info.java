/**
 * The admission webhook.
 *
 * <p>Start at {@link io.weft.injector.webhook}, which answers the API server; {@link io.weft.injector.app} puts it
 * together. Threading: bodies arrive on the web server's
 * event loops; what may block, asking the API server, happens on threads that may.
 */
@NullMarked
package io.weft.injector;

import org.jspecify.annotations.NullMarked;
