package io.weft.proxy.outbound.discover;

import io.weft.core.Authority;
import io.weft.proxy.control.Watch;
import io.weft.proxy.names.HostAddresses;
import java.net.InetSocketAddress;

/**
 * Opens the watches an outbound destination needs. Every call opens a new stream; callers share and close them. An original
 * destination that is not resolved is the name and port of a Service which a request asked for.
 */
public interface Discovery {
    /** {@code Destination/GetProfile} for an original destination. */
    Watch<Profile> profile(InetSocketAddress originalDestination);

    /** Whether requests to an original destination are asked about by the host they name: it is outside the cluster. */
    boolean byName(InetSocketAddress originalDestination);

    /** {@code Destination/GetProfile} for the host and port that a request names. */
    Watch<Profile> profile(Authority named);

    /** {@code OutboundPolicies/Watch} for an original destination. */
    Watch<ClientPolicy> policy(InetSocketAddress originalDestination);

    /** {@code Destination/Get} for {@code name:port}. */
    Watch<EndpointSet> endpoints(String path);

    /** DNS for a host outside the mesh, by its name without trailing dot. */
    Watch<HostAddresses> host(String name);
}
