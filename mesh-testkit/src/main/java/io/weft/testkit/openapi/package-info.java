/**
 * What is wrong with an OpenAPI document, by itself and beside the routes it describes.
 *
 * <p>Start at {@link io.weft.testkit.openapi.OpenApiLint}. Whoever uses it brings Spring WebFlux and {@code swagger-parser-v3}.
 * Threading: any thread.
 */
@NullMarked
package io.weft.testkit.openapi;

import org.jspecify.annotations.NullMarked;
