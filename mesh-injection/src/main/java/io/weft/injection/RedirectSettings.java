package io.weft.injection;

import io.weft.core.Network;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the redirect rules of one network namespace depend on.
 *
 * @param inboundPort where arriving TCP connections are sent
 * @param outboundPort where leaving TCP connections are sent
 * @param proxyUid connections of this user pass untouched
 * @param proxyGid connections of this group pass untouched; 0 or less: no such rule
 * @param redirectedPorts the only arriving ports to redirect; empty: all
 * @param ignoredInboundPorts arriving ports that bypass the proxy
 * @param ignoredOutboundPorts leaving ports that bypass the proxy
 * @param ignoredSubnets arriving connections from these sources bypass the proxy
 * @see "injection, 7"
 */
public record RedirectSettings(
        int inboundPort,
        int outboundPort,
        int proxyUid,
        int proxyGid,
        List<Integer> redirectedPorts,
        List<PortRange> ignoredInboundPorts,
        List<PortRange> ignoredOutboundPorts,
        List<Network> ignoredSubnets) {
    /** The user every sidecar runs as. */
    public static final int PROXY_UID = 2102;

    /** Ports that bypass the proxy, in both directions, unless a workload says otherwise. */
    public static final String SKIPPED_BY_DEFAULT = "4567,4568";

    private static final int NO_GID = -1;

    public RedirectSettings {
        redirectedPorts = List.copyOf(redirectedPorts);
        ignoredInboundPorts = List.copyOf(ignoredInboundPorts);
        ignoredOutboundPorts = List.copyOf(ignoredOutboundPorts);
        ignoredSubnets = List.copyOf(ignoredSubnets);
    }

    /**
     * The usual settings, with the ports and networks a workload asked to skip. The proxy's own tap and admin ports are
     * always skipped.
     */
    public static RedirectSettings skipping(List<PortRange> inbound, List<PortRange> outbound, List<Network> subnets) {
        List<PortRange> ignored = Stream.concat(
                        Stream.of(PortRange.of(ProxyPorts.TAP), PortRange.of(ProxyPorts.ADMIN)), inbound.stream())
                .toList();
        return new RedirectSettings(
                ProxyPorts.INBOUND, ProxyPorts.OUTBOUND, PROXY_UID, NO_GID, List.of(), ignored, outbound, subnets);
    }

    /**
     * The usual settings for a workload with these annotations.
     *
     * @param warnings told of every annotation whose value is ignored because it cannot be read
     */
    public static RedirectSettings forAnnotations(Map<String, String> annotations, Consumer<String> warnings) {
        Annotations read = new Annotations(annotations, warnings);
        return skipping(
                read.skippedPorts(ConfigAnnotation.SKIP_INBOUND_PORTS),
                read.skippedPorts(ConfigAnnotation.SKIP_OUTBOUND_PORTS),
                read.skippedSubnets());
    }
}
