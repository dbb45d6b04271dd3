/**
 * Answers admission reviews.
 *
 * <p>Start at {@link io.weft.injector.webhook.Reviewer}. Threading: threads of the endpoint, which may block.
 */
@NullMarked
package io.weft.injector.webhook;

import org.jspecify.annotations.NullMarked;
