package io.weft.proxy.outbound.discover;

import static io.weft.proxy.route.InvalidPolicyException.check;

import io.weft.api.destination.WeightedAddr;
import io.weft.api.outbound.Backend.BalanceP2c;
import io.weft.core.Authority;
import io.weft.core.Endpoint;
import io.weft.core.ExternalHost;
import io.weft.core.ResourceRef;
import io.weft.proxy.outbound.route.Penalty;
import io.weft.proxy.route.InvalidPolicyException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Backends on the wire and ours. Pure.
 *
 * @see "wire-behaviour, 1.9: Outbound policy validation"
 */
record BackendTranslator(EndpointTranslator endpoints) {
    private static final Duration DEFAULT_RTT = Duration.ofMillis(30);
    private static final Duration DECAY = Duration.ofSeconds(10);
    private static final Duration PENALTY = Duration.ofSeconds(5);
    private static final Duration LONGEST_HINT = Duration.ofMinutes(5);
    private static final int MAX_PORT = 65_535;
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** @throws InvalidPolicyException if it cannot be followed */
    Backend translate(io.weft.api.outbound.Backend message) {
        ResourceRef ref = ReferenceTranslator.read(message.getMetadata(), "a backend");
        check(message.hasQueue() && message.getQueue().hasFailfastTimeout(), "a backend without queue");
        NumberTranslator.read(message.getQueue().getFailfastTimeout());
        return switch (message.getKindCase()) {
            case FORWARD ->
                message.getForward().getExternalName().isEmpty()
                        ? forward(ref, message)
                        : external(ref, message.getForward());
            case BALANCER -> balance(ref, message.getBalancer());
            case KIND_NOT_SET -> new Backend.Nowhere(ref);
        };
    }

    private Backend forward(ResourceRef ref, io.weft.api.outbound.Backend message) {
        Endpoint endpoint = endpoints
                .endpoint(message.getForward(), Map.of())
                .orElseThrow(() -> new InvalidPolicyException("a backend whose address cannot be read"));
        return new Backend.Forward(ref, endpoint);
    }

    /** On doubt nothing is sent there, above all not in plaintext. */
    private static Backend external(ResourceRef ref, WeightedAddr message) {
        boolean tls = message.hasTlsOrigination();
        String said = tls ? message.getTlsOrigination().getServerName() : message.getExternalName();
        Optional<ExternalHost> host = message.hasTlsIdentity() ? Optional.empty() : ExternalHost.parse(said, tls);
        Optional<String> name =
                ExternalHost.parse(message.getExternalName(), tls).map(ExternalHost::name);
        int port = message.getAddr().getPort();
        return host.isPresent() && name.isPresent() && port >= 1 && port <= MAX_PORT
                ? new Backend.External(ref, name.get(), port, host.get(), message.getMetricLabelsMap())
                : new Backend.Invalid(ref, "a host outside whose name, port or proof cannot be understood");
    }

    private static Backend balance(ResourceRef ref, BalanceP2c message) {
        check(message.getDiscovery().hasDst(), "a balancer without discovery");
        String path = message.getDiscovery().getDst().getPath();
        check(
                path.lastIndexOf(':') > 0 && Authority.parse(path, 1).isPresent(),
                "a balancer whose path is not name:port: " + path);
        return switch (message.getLoadCase()) {
            case PEAK_EWMA -> {
                BalanceP2c.PeakEwma load = message.getPeakEwma();
                check(load.hasDefaultRtt() && load.hasDecay(), "a balancer without default RTT or decay");
                yield balance(
                        ref,
                        path,
                        NumberTranslator.read(load.getDefaultRtt()),
                        NumberTranslator.read(load.getDecay()),
                        Optional.empty());
            }
            case PENALTY_PEAK_EWMA -> penalty(ref, path, message.getPenaltyPeakEwma());
            case LOAD_NOT_SET -> throw new InvalidPolicyException("a balancer without load");
        };
    }

    /** A penalty decays as everything does. */
    private static Backend penalty(ResourceRef ref, String path, BalanceP2c.PenaltyPeakEwma load) {
        NumberTranslator.read(load.getPenaltyDecay());
        return balance(
                ref,
                path,
                load.hasDefaultRtt() ? NumberTranslator.read(load.getDefaultRtt()) : DEFAULT_RTT,
                load.hasDecay() ? NumberTranslator.read(load.getDecay()) : DECAY,
                Optional.of(new Penalty(
                        load.hasPenalty() ? NumberTranslator.read(load.getPenalty()) : PENALTY,
                        load.hasMaxRetryAfter() ? NumberTranslator.read(load.getMaxRetryAfter()) : LONGEST_HINT)));
    }

    private static Backend balance(
            ResourceRef ref, String path, Duration rtt, Duration decay, Optional<Penalty> penalty) {
        return new Backend.Balance(ref, path, atLeastShortest(rtt), atLeastShortest(decay), penalty);
    }

    private static Duration atLeastShortest(Duration duration) {
        return duration.compareTo(SHORTEST) < 0 ? SHORTEST : duration;
    }
}
