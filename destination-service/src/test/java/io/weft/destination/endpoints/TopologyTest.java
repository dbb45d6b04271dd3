package io.weft.destination.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three nodes in two zones: {@code n1} and {@code n2} in {@code east}, {@code n3} in {@code west}; {@code n4} says none. */
class TopologyTest {
    private static final Map<String, String> ZONES = Map.of("n1", "east", "n2", "east", "n3", "west");

    /** Replicas as {@code node/zones they are hinted for}, joined by {@code +}. */
    @ParameterizedTest
    @CsvSource({
        // every replica has a hint: those for the client's zone
        "n1, false, n1/east n3/west, n1=local",
        "n3, false, n1/east n3/west, n3=local",
        "n2, false, n1/east n2/east n3/west, n1=local n2=local",
        "n3, false, n1/east+west n3/west, n1=remote n3=local",
        // no replica for the client's zone: all
        "n3, false, n1/east n2/east, n1=remote n2=remote",
        // one lacks hints: all
        "n1, false, n1/east n3/, n1=local n3=remote",
        // a client whose zone is not known: all
        "n4, false, n1/east n3/west, n1=unknown n3=unknown",
        "'', false, n1/east n3/west, n1=unknown n3=unknown",
        // a replica whose zone is not known
        "n1, false, n1/ n4/, n1=local n4=unknown",
        // local traffic only: those on the client's node, whatever the hints say
        "n2, true, n1/east n2/west, n2=local",
        "n4, true, n1/east n2/west, ''",
        "'', true, n1/east n2/west, ''",
    })
    void aClientUses(String client, boolean nodeLocal, String replicas, String expected) {
        assertThat(seen(client, nodeLocal, replicas)).isEqualTo(expected);
    }

    private static String seen(String client, boolean nodeLocal, String replicas) {
        Map<InetSocketAddress, MeshEndpoint> all = new LinkedHashMap<>();
        Map<InetSocketAddress, String> nodes = new LinkedHashMap<>();
        Map<InetSocketAddress, Set<String>> hints = new LinkedHashMap<>();
        for (String replica : replicas.split(" ", -1)) {
            String node = replica.substring(0, 2);
            InetSocketAddress address = address(node.charAt(1) - '0');
            nodes.put(address, node);
            String zones = replica.substring(3);
            if (!zones.isEmpty()) {
                hints.put(address, Set.of(zones.split("\\+", -1)));
            }
            all.put(
                    address,
                    MeshEndpoint.of(Endpoint.bare(address))
                            .withLabels(Topology.labels(Optional.ofNullable(ZONES.get(node)))));
        }
        Topology topology = new Topology(nodeLocal, nodes, hints, ZONES);
        Map<String, String> seen = new TreeMap<>();
        topology.seenFrom(Optional.of(client).filter(node -> !node.isEmpty()), all)
                .forEach((address, replica) -> seen.put(
                        nodes.getOrDefault(address, ""),
                        replica.endpoint().labels().getOrDefault("zone_locality", "")));
        return seen.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    private static InetSocketAddress address(int number) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 42, 0, (byte) number}), 8080);
        } catch (UnknownHostException never) {
            throw new AssertionError(never);
        }
    }
}
