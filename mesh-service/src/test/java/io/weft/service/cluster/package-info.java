/**
 * Questions to an API server that answers as told, late, or not at all. Start at {@code TokenReviewsTest}. Threading: the
 * test's; the server has its own.
 */
@NullMarked
package io.weft.service.cluster;

import org.jspecify.annotations.NullMarked;
