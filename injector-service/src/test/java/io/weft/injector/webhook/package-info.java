/** Reviews as an API server sends them, good and bad. Start at {@code AdmissionReviewTest}. Threading: the test's. */
@NullMarked
package io.weft.injector.webhook;

import org.jspecify.annotations.NullMarked;
