/**
 * The whole service, called as proxies and the launcher call it. Start at {@code IdentityApplicationTest}. Threading:
 * the test's.
 */
@NullMarked
package io.weft.identity.app;

import org.jspecify.annotations.NullMarked;
