/** Start at {@code Manifests}. Threading: the test's. */
@NullMarked
package io.weft.ingress.manifests;

import org.jspecify.annotations.NullMarked;
