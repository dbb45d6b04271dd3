/**
 * The admission webhook.
 *
 * <p>Start at {@link io.weft.injector.webhook}, which answers the API server; {@link io.weft.injector.app} puts it together.
 */
@NullMarked
package io.weft.injector;

import org.jspecify.annotations.NullMarked;
