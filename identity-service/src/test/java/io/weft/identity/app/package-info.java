/** The whole service, called as proxies and the launcher call it. */
@NullMarked
package io.weft.identity.app;

import org.jspecify.annotations.NullMarked;
