package io.weft.proxy.outbound.discover;

import io.weft.api.outbound.OutboundPoliciesGrpc;
import io.weft.api.outbound.TrafficSpec;
import io.weft.core.Authority;
import io.weft.proxy.control.AddressTranslator;
import io.weft.proxy.control.ControlChannel;
import io.weft.proxy.control.Fold;
import io.weft.proxy.control.Refusals;
import io.weft.proxy.control.Watch;
import java.net.InetSocketAddress;

/**
 * Asks how traffic to an address, or to a name, is to be treated.
 *
 * @see "wire-behaviour, 1.3: Policy lookup result handling"
 */
final class OutboundPolicyClient {
    private final ControlChannel channel;
    private final String workload;
    private final OutboundPolicyTranslator translator;

    OutboundPolicyClient(ControlChannel channel, String workload, OutboundPolicyTranslator translator) {
        this.channel = channel;
        this.workload = workload;
        this.translator = translator;
    }

    Watch<ClientPolicy> watch(InetSocketAddress originalDestination) {
        return channel.watch(
                OutboundPoliciesGrpc.getWatchMethod(),
                question(originalDestination),
                Fold.replacing(translator::translate),
                Refusals.OR_NOT_FOUND);
    }

    TrafficSpec question(InetSocketAddress destination) {
        TrafficSpec.Builder question = TrafficSpec.newBuilder().setSourceWorkload(workload);
        if (destination.isUnresolved()) {
            question.setAuthority(new Authority(destination.getHostString(), destination.getPort()).toString());
        } else {
            question.setAddr(AddressTranslator.message(destination));
        }
        return question.build();
    }
}
