package io.weft.proxy.inbound.policy;

import io.weft.api.inbound.InboundServerPoliciesGrpc;
import io.weft.api.inbound.PortSpec;
import io.weft.proxy.control.ControlChannel;
import io.weft.proxy.control.Fold;
import io.weft.proxy.control.Refusals;
import io.weft.proxy.control.WarnOnce;
import io.weft.proxy.control.Watch;
import org.slf4j.LoggerFactory;

/**
 * Asks how a port of this workload is served, and to whom.
 *
 * <p>Threading: any thread.
 *
 * @see "proxy-behaviour, 7: stream errors"
 */
public final class InboundPolicyClient {
    private final ControlChannel channel;
    private final String workload;
    private final ServerPolicyTranslator translator =
            new ServerPolicyTranslator(new WarnOnce(LoggerFactory.getLogger(InboundPolicyClient.class)));

    /**
     * Asks nothing yet.
     *
     * @param workload token to send as it is
     */
    public InboundPolicyClient(ControlChannel channel, String workload) {
        this.channel = channel;
        this.workload = workload;
    }

    /**
     * Opens a stream of its own for every call.
     *
     * @param port 1 to 65535
     */
    public Watch<ServerPolicy> watch(int port) {
        return channel.watch(
                InboundServerPoliciesGrpc.getWatchPortMethod(),
                PortSpec.newBuilder().setWorkload(workload).setPort(port).build(),
                Fold.replacing(message -> translator.translate(port, message)),
                Refusals.OF_THE_QUESTION);
    }
}
