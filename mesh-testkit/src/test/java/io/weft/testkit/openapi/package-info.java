/**
 * Tests that a faulty document is caught. Start at {@link io.weft.testkit.openapi.OpenApiLintTest}.
 *
 * <p>Threading: each test on its own thread.
 */
@NullMarked
package io.weft.testkit.openapi;

import org.jspecify.annotations.NullMarked;
