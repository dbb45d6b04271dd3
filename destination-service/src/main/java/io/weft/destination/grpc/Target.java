package io.weft.destination.grpc;

import io.grpc.StatusRuntimeException;
import io.weft.core.Authority;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.workloads.Addresses;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client's path or authority means.
 *
 * @see "wire-behaviour, 1.7 and 1.8"
 */
sealed interface Target {
    Pattern HOST = Pattern.compile(
            "[A-Za-z0-9_*]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*");
    int MAX_HOST = 253;
    int DEFAULT_PORT = 80;

    int port();

    /** An IP address. */
    record Address(InetAddress address, int port) implements Target {}

    /** {@code svc.ns.svc.domain} */
    record Service(ServiceId service, int port) implements Target {}

    /** {@code instance.svc.ns.svc.domain} */
    record Instance(ServiceId service, String instance, int port) implements Target {}

    /** Any other name. */
    record Host(String name, int port) implements Target {}

    /**
     * Reads {@code host} (then port 80), {@code host:port} or {@code [v6]:port}. One trailing dot of a name does not count.
     *
     * @throws StatusRuntimeException INVALID_ARGUMENT if it is none of these
     */
    static Target parse(String text, String clusterDomain) {
        Authority authority = Authority.parse(text, DEFAULT_PORT)
                .orElseThrow(() -> Refused.argument("'" + Refused.shown(text) + "' is not host:port"));
        Optional<InetAddress> address = Addresses.parse(authority.host());
        return address.<Target>map(ip -> new Address(ip, authority.port()))
                .orElseGet(() -> named(authority, clusterDomain));
    }

    private static Target named(Authority authority, String clusterDomain) {
        String host = authority.host().endsWith(".")
                ? authority.host().substring(0, authority.host().length() - 1)
                : authority.host();
        if (host.length() > MAX_HOST || !HOST.matcher(host).matches()) {
            throw Refused.argument("'" + Refused.shown(host) + "' is neither an address nor a host name");
        }
        String suffix = ".svc." + clusterDomain;
        return host.endsWith(suffix)
                ? inCluster(
                        host, host.substring(0, host.length() - suffix.length()).split("\\.", -1), authority.port())
                : new Host(host, authority.port());
    }

    private static Target inCluster(String host, String[] labels, int port) {
        return switch (labels.length) {
            case 2 -> new Service(new ServiceId(labels[1], labels[0]), port);
            case 3 -> new Instance(new ServiceId(labels[2], labels[1]), labels[0], port);
            default -> new Host(host, port);
        };
    }
}
