/** Start at {@code RuleFeedTest}. Threading: the test's. */
@NullMarked
package io.weft.ingress.feed;

import org.jspecify.annotations.NullMarked;
