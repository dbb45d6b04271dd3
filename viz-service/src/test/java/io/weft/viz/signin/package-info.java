/**
 * How long one may see the page.
 *
 * <p>Start at {@link io.weft.viz.signin.SessionsTest}. Threading: the test's own.
 */
@NullMarked
package io.weft.viz.signin;

import org.jspecify.annotations.NullMarked;
