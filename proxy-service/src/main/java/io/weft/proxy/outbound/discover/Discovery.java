package io.weft.proxy.outbound.discover;

import io.weft.proxy.control.Watch;
import java.net.InetSocketAddress;

/** Opens the three watches an outbound destination needs. Every call opens a new stream; callers share and close them. */
public interface Discovery {
    /** {@code Destination/GetProfile} for an original destination. */
    Watch<Profile> profile(InetSocketAddress originalDestination);

    /** {@code OutboundPolicies/Watch} for an original destination. */
    Watch<ClientPolicy> policy(InetSocketAddress originalDestination);

    /** {@code Destination/Get} for {@code name:port}. */
    Watch<EndpointSet> endpoints(String path);
}
