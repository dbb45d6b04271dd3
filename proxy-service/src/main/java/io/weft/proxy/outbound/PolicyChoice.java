package io.weft.proxy.outbound;

import io.weft.core.Endpoint;
import io.weft.core.ResourceRef;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.Profile;
import io.weft.proxy.outbound.discover.Replica;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Joins what profile and policy say about one original destination. Pure.
 *
 * @see "wire-behaviour, 1.1 and 1.3"
 */
final class PolicyChoice {
    private PolicyChoice() {}

    /** What follows from both answers. */
    sealed interface Choice {
        /** One of them has not answered yet. */
        record Waiting() implements Choice {}

        /** Follow this. */
        record Follow(ClientPolicy policy) implements Choice {}

        /** The control plane refuses the question: the client's connection is closed. */
        record Refused(String reason) implements Choice {}
    }

    static Choice of(
            InetSocketAddress target, Watched<Profile> profile, Watched<ClientPolicy> policy, Duration detectTimeout) {
        if (profile instanceof Watched.Pending<Profile>) {
            return new Choice.Waiting();
        }
        Optional<Profile> known =
                profile instanceof Watched.Present<Profile>(Profile value) ? Optional.of(value) : Optional.empty();
        return switch (policy) {
            case Watched.Pending<ClientPolicy> pending -> new Choice.Waiting();
            case Watched.Present<ClientPolicy>(ClientPolicy value) -> new Choice.Follow(joined(target, known, value));
            case Watched.Ended<ClientPolicy>(boolean notFound, String reason) ->
                notFound && !nowhere(target, known)
                        ? new Choice.Follow(joined(target, known, synthesized(target, known, detectTimeout)))
                        : new Choice.Refused(reason);
        };
    }

    /** A name that nobody knows leads to no address. */
    private static boolean nowhere(InetSocketAddress target, Optional<Profile> profile) {
        return target.isUnresolved() && replica(profile) instanceof Replica.Unsaid;
    }

    /** What a profile says of routes and of opaqueness wins. */
    private static ClientPolicy joined(InetSocketAddress target, Optional<Profile> profile, ClientPolicy policy) {
        ClientPolicy routed = profile.filter(Profile::routed)
                .map(known -> ProfilePolicy.over(policy, known, target.getPort()))
                .orElse(policy);
        boolean opaque = profile.isPresent() && profile.get().opaque();
        return opaque ? routed.as(new ClientPolicy.Protocol.Opaque()) : routed;
    }

    private static ClientPolicy synthesized(
            InetSocketAddress target, Optional<Profile> profile, Duration detectTimeout) {
        ResourceRef ref = ResourceRef.ofDefault(profile.isPresent() ? "endpoint" : "fallback");
        ClientPolicy.Route forward = new ClientPolicy.Route(ref, backend(ref, target, replica(profile)));
        return new ClientPolicy(ref, new ClientPolicy.Protocol.Detect(detectTimeout), forward, forward);
    }

    private static Replica replica(Optional<Profile> profile) {
        return profile.map(Profile::replica).orElseGet(Replica.Unsaid::new);
    }

    private static Backend backend(ResourceRef ref, InetSocketAddress target, Replica replica) {
        return switch (replica) {
            case Replica.Unsaid unsaid -> new Backend.Forward(ref, Endpoint.bare(target));
            case Replica.Usable(Endpoint endpoint) -> new Backend.Forward(ref, endpoint);
            case Replica.Unusable unusable ->
                new Backend.Invalid(ref, "the replica at " + target + " cannot be connected to as its profile asks");
        };
    }
}
