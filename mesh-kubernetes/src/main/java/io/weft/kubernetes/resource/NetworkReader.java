package io.weft.kubernetes.resource;

import io.weft.core.Network;
import io.weft.core.policy.ClientNetwork;
import java.util.regex.Pattern;

/**
 * Reads networks with their exceptions.
 *
 * @see "crds: CIDR, 4, 7"
 */
final class NetworkReader {
    /** The JDK also reads shortened addresses ({@code 10.1}) and zones; a network has neither. */
    private static final Pattern FULL =
            Pattern.compile("(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(/\\d{1,3})?");

    private static final String ALLOWED = "a network like 10.0.0.0/8 or fd00::/8, or an address, is allowed";

    private NetworkReader() {}

    static ClientNetwork read(Field field) {
        field.objectOf("cidr", "except");
        Network network = network(field.get("cidr"));
        return new ClientNetwork(network, field.get("except").items(hole -> except(network, hole)));
    }

    private static Network except(Network network, Field hole) {
        Network except = network(hole);
        hole.require(network.contains(except), "a part of " + network + " is allowed");
        hole.require(
                except.prefixLength() != network.prefixLength(), "all of " + network + " is excepted; nothing is left");
        return except;
    }

    private static Network network(Field field) {
        String text = field.string(FULL, ALLOWED);
        return Network.parse(text).orElseThrow(() -> field.refuse(ALLOWED));
    }
}
