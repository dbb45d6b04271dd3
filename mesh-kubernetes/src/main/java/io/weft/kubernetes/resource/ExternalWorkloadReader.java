package io.weft.kubernetes.resource;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads ExternalWorkloads.
 *
 * @see "crds, 10"
 */
final class ExternalWorkloadReader implements KindReader {
    private static final Pattern TLS_NAME = Pattern.compile(".{1,253}");
    private static final String TLS_NAME_ALLOWED = "1 to 253 characters are required";
    private static final String FIRST_VERSION = "v1alpha1";

    @Override
    public Resource read(Metadata metadata, Field root, String version) {
        Field spec = root.get("spec").object();
        Field tls =
                spec.get(version.equals(FIRST_VERSION) ? "meshTls" : "meshTLS").object();
        return new ExternalWorkload(
                metadata,
                tls.get("identity").string(TLS_NAME, TLS_NAME_ALLOWED),
                tls.get("serverName").string(TLS_NAME, TLS_NAME_ALLOWED),
                spec.get("ports").items(ExternalWorkloadReader::port),
                addresses(spec.get("workloadIPs"), version.equals(FIRST_VERSION) ? 1 : 2),
                Conditions.isReady(root.get("status")));
    }

    private static ExternalWorkload.Port port(Field port) {
        port.object();
        return new ExternalWorkload.Port(
                port.get("name").ifPresent().map(Names::port).orElse(""),
                port.get("port").portNumber(),
                port.get("protocol").constantOr(Protocol.TCP, Protocol.values(), Protocol::name));
    }

    private static List<String> addresses(Field field, int most) {
        List<String> addresses =
                field.items(item -> Addresses.read(item.object().get("ip")));
        field.require(addresses.size() <= most, "at most " + most + " addresses are allowed");
        return addresses;
    }
}
