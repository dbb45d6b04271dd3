/**
 * What the launcher calls on a unix socket: a token for a workload it runs.
 *
 * <p>Start at {@link io.weft.identity.mint.MintServer}; {@link io.weft.identity.mint.MintRules} decides. Not reachable over
 * any network. The socket has one event loop; calls run on the bounded pool of mesh-service.
 *
 * @see "docs/design/one-machine.md, Tokens"
 */
@NullMarked
package io.weft.identity.mint;

import org.jspecify.annotations.NullMarked;
