/**
 * Which protocol a connection speaks, judged by its first bytes.
 *
 * <p>Start at {@link io.weft.proxy.detect.HttpPreface}, which is pure; {@link io.weft.proxy.detect.ProtocolDetectHandler}
 * only waits, tells and leaves.
 */
@NullMarked
package io.weft.proxy.detect;

import org.jspecify.annotations.NullMarked;
