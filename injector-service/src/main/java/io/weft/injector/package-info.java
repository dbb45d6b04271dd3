/**
 * The admission webhook.
 *
 * <p>Start at {@link io.weft.injector.webhook}, which answers the API server; {@link io.weft.injector.app} puts it
 * together. Threading: the web server's event loops; nothing blocks.
 */
@NullMarked
package io.weft.injector;

import org.jspecify.annotations.NullMarked;
