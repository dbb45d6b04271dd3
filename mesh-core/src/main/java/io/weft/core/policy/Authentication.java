package io.weft.core.policy;

import java.util.List;

/** What a client must have proven. */
public sealed interface Authentication {
    /** Nothing. */
    record Unauthenticated() implements Authentication {}

    /** TLS that this workload's proxy terminated, with or without a client certificate. */
    record AnyTls() implements Authentication {}

    /**
     * A mesh identity that one of {@code identities} matches.
     *
     * @param identities empty: nobody
     */
    record MeshIdentity(List<IdentityMatch> identities) implements Authentication {
        public MeshIdentity {
            identities = List.copyOf(identities);
        }

        /** Any identity of the mesh. */
        public static MeshIdentity any() {
            return new MeshIdentity(List.of(new IdentityMatch.Suffix("")));
        }
    }

    /** Whether {@code peer} satisfies this. */
    default boolean admits(Peer peer) {
        return switch (this) {
            case Unauthenticated() -> true;
            case AnyTls() -> peer.tls();
            case MeshIdentity(List<IdentityMatch> identities) ->
                peer.identity().isPresent()
                        && identities.stream()
                                .anyMatch(match -> match.matches(peer.identity().get()));
        };
    }
}
