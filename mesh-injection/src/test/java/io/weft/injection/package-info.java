/** Tests of the redirect rules and the proxy's environment. Start at RedirectRulesTest. Threading: the test's own. */
@NullMarked
package io.weft.injection;

import org.jspecify.annotations.NullMarked;
