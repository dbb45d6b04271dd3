package io.weft.injection;

import io.weft.core.Network;
import io.weft.kubernetes.resource.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads configuration annotations. A value that cannot be read is reported and leaves the default standing. */
final class Annotations {
    private static final String OPAQUE_BY_DEFAULT = "25,587,3306,4444,5432,6379,9300,11211";
    private static final String ALL_UNAUTHENTICATED = "all-unauthenticated";

    /** What default-inbound-policy may say. */
    static final Set<String> POLICIES = Set.of(
            "all-authenticated",
            ALL_UNAUTHENTICATED,
            "cluster-authenticated",
            "cluster-unauthenticated",
            "deny",
            "audit");

    private final Map<String, String> values;
    private final Consumer<String> warnings;

    Annotations(Map<String, String> values, Consumer<String> warnings) {
        this.values = values;
        this.warnings = warnings;
    }

    String text(String name, String byDefault) {
        String value = values.getOrDefault(name, byDefault);
        return value.isBlank() ? byDefault : value;
    }

    String choice(String name, String byDefault, String... allowed) {
        return read(
                name,
                byDefault,
                value -> Arrays.asList(allowed).contains(value) ? Optional.of(value) : Optional.empty());
    }

    boolean flag(String name) {
        return choice(name, "false", "true", "false").equals("true");
    }

    Optional<Duration> duration(String name) {
        return find(name, GoDuration::parse);
    }

    String millis(String name, long byDefault) {
        return duration(name).map(Duration::toMillis).orElse(byDefault) + "ms";
    }

    String seconds(String name, long byDefault) {
        return duration(name).map(Duration::toSeconds).orElse(byDefault) + "s";
    }

    String defaultInboundPolicy() {
        return choice(ConfigAnnotation.DEFAULT_INBOUND_POLICY, ALL_UNAUTHENTICATED, POLICIES.toArray(String[]::new));
    }

    /** Numbers only: the names of container ports are resolved by whoever knows the pod. */
    String opaquePorts() {
        return read(
                ConfigAnnotation.OPAQUE_PORTS,
                OPAQUE_BY_DEFAULT,
                value -> ports(value).map(ports -> value));
    }

    List<PortRange> skippedPorts(String name) {
        return read(name, PortRange.parseList(RedirectSettings.SKIPPED_BY_DEFAULT), Annotations::ports);
    }

    List<Network> skippedSubnets() {
        return read(ConfigAnnotation.SKIP_SUBNETS, List.of(), Annotations::networks);
    }

    private <T> T read(String name, T byDefault, Function<String, Optional<T>> parse) {
        return find(name, parse).orElse(byDefault);
    }

    <T> Optional<T> find(String name, Function<String, Optional<T>> parse) {
        String value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        Optional<T> found = parse.apply(value);
        if (found.isEmpty()) {
            warnings.accept("annotation " + name + " has no valid value (" + value + "): using the default");
        }
        return found;
    }

    private static Optional<List<PortRange>> ports(String text) {
        try {
            return Optional.of(PortRange.parseList(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<List<Network>> networks(String text) {
        List<Network> networks = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            Optional<Network> network = Network.parse(entry.strip());
            if (network.isEmpty() && !entry.isBlank()) {
                return Optional.empty();
            }
            network.ifPresent(networks::add);
        }
        return Optional.of(networks);
    }
}
