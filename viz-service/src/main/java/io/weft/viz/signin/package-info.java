/**
 * Who may see the page, where not everybody may who reaches it: a token of the right account is exchanged for a cookie.
 *
 * <p>Start at {@link io.weft.viz.signin.SignInApi}. Threading: safe from any thread; tokens are reviewed on a small pool.
 */
@NullMarked
package io.weft.viz.signin;

import org.jspecify.annotations.NullMarked;
