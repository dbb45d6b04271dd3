/**
 * Every token that is believed, and every one that is not. Start at {@code SignedTokenReviewerTest}. Threading: the
 * test's.
 */
@NullMarked
package io.weft.identity.token;

import org.jspecify.annotations.NullMarked;
