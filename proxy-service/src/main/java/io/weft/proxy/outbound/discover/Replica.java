package io.weft.proxy.outbound.discover;

import io.weft.core.Endpoint;
import java.util.Optional;

/**
 * The one endpoint that an address is, as a profile says it.
 *
 * @see "wire-behaviour, 1.3: Policy lookup result handling"
 */
public sealed interface Replica {
    /** Nothing is said of any: who dials the address means the address. */
    record Unsaid() implements Replica {}

    /** This one. */
    record Usable(Endpoint endpoint) implements Replica {}

    /** There is one that nobody may be connected to: the address in plaintext is no substitute for it. */
    record Unusable() implements Replica {}

    static Replica of(Optional<Endpoint> endpoint) {
        return endpoint.<Replica>map(Usable::new).orElseGet(Unsaid::new);
    }
}
