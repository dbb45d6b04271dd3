/**
 * What the control plane says about an original destination, in our words.
 *
 * <p>Start at {@link io.weft.proxy.outbound.discover.Discovery}. Generated messages are translated here and go no
 * further. Threading: streams may be watched from any thread; what they say is immutable.
 */
@NullMarked
package io.weft.proxy.outbound.discover;

import org.jspecify.annotations.NullMarked;
