/**
 * Answers admission reviews.
 *
 * <p>Start at {@link io.weft.injector.webhook.AdmissionHandler}. Threading: the web server's event loop; nothing blocks.
 */
@NullMarked
package io.weft.injector.webhook;

import org.jspecify.annotations.NullMarked;
