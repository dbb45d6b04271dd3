/**
 * What discovery makes of the control plane's messages. Start at {@code EndpointSetTranslatorTest}. Threading: the
 * test's.
 */
@NullMarked
package io.weft.proxy.outbound.discover;

import org.jspecify.annotations.NullMarked;
