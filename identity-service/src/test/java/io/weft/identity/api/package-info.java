/** The document of the API against what is answered. Start at {@code OpenApiTest}. Threading: the test's. */
@NullMarked
package io.weft.identity.api;

import org.jspecify.annotations.NullMarked;
