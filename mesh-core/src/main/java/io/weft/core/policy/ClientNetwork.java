package io.weft.core.policy;

import io.weft.core.Network;
import java.net.InetAddress;
import java.util.List;

/**
 * A range of client addresses with holes.
 *
 * @param except parts of {@code network} that do not count
 */
public record ClientNetwork(Network network, List<Network> except) {
    public ClientNetwork {
        except = List.copyOf(except);
    }

    public static ClientNetwork of(Network network) {
        return new ClientNetwork(network, List.of());
    }

    /** Every IPv4 and every IPv6 address. */
    public static List<ClientNetwork> everywhere() {
        return List.of(
                of(Network.parse("0.0.0.0/0").orElseThrow()),
                of(Network.parse("::/0").orElseThrow()));
    }

    public boolean contains(InetAddress client) {
        return network.contains(client) && except.stream().noneMatch(hole -> hole.contains(client));
    }
}
