package io.weft.destination.grpc;

import io.grpc.stub.StreamObserver;
import io.weft.api.net.TcpAddress;
import io.weft.api.outbound.OutboundPoliciesGrpc.OutboundPoliciesImplBase;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.TrafficSpec;
import io.weft.destination.index.MeshIndex;
import io.weft.destination.policy.OutboundQuestion;
import java.net.InetSocketAddress;

/**
 * How clients treat traffic. Threading: called by gRPC; streams go on elsewhere.
 *
 * @see "wire-behaviour, 1.8: outbound"
 */
public final class OutboundPolicyApi extends OutboundPoliciesImplBase {
    private final MeshIndex index;
    private final String clusterDomain;
    private final OutboundPolicyTranslator policies;
    private final Calls calls;

    public OutboundPolicyApi(MeshIndex index, ApiSettings settings, Calls calls) {
        this.index = index;
        this.clusterDomain = settings.clusterDomain();
        this.policies = new OutboundPolicyTranslator(settings.requestHeaders());
        this.calls = calls;
    }

    @Override
    public void get(TrafficSpec request, StreamObserver<OutboundPolicy> caller) {
        calls.answer(caller, () -> calls.once(index.outbound(), question(request), policies::toMessage, caller));
    }

    @Override
    public void watch(TrafficSpec request, StreamObserver<OutboundPolicy> caller) {
        calls.answer(caller, () -> calls.watch(index.outbound(), question(request), policies::toMessage, caller));
    }

    private OutboundQuestion question(TrafficSpec request) {
        String client = WorkloadToken.parse(request.getSourceWorkload()).namespace();
        return switch (request.getTargetCase()) {
            case ADDR -> ofAddress(request.getAddr(), client);
            case AUTHORITY -> ofAuthority(request.getAuthority(), client, clusterDomain);
            case TARGET_NOT_SET -> throw Refused.argument("no target: neither address nor authority");
        };
    }

    private static OutboundQuestion ofAddress(TcpAddress address, String client) {
        InetSocketAddress target = NetTranslator.toAddress(address)
                .orElseThrow(
                        () -> Refused.argument("the target address lacks an IP, or its port is not within 1 to 65535"));
        return new OutboundQuestion.ByAddress(target.getAddress(), target.getPort(), client);
    }

    /** Either, as text. */
    static OutboundQuestion ofTarget(String target, String client, String clusterDomain) {
        return Target.parse(target, clusterDomain) instanceof Target.Address(var address, int port)
                ? new OutboundQuestion.ByAddress(address, port, client)
                : ofAuthority(target, client, clusterDomain);
    }

    /** The cluster's domain may be left out of a service's name. */
    private static OutboundQuestion ofAuthority(String authority, String client, String clusterDomain) {
        return switch (Target.parse(authority, clusterDomain)) {
            case Target.Service(var service, int port) -> new OutboundQuestion.ByService(service, port, client);
            case Target.Host(String name, int port)
            when name.endsWith(".svc") -> ofAuthority(name + "." + clusterDomain + ":" + port, client, clusterDomain);
            case Target.Host _, Target.Instance _, Target.Address _ ->
                throw Refused.notFound(
                        "'" + Refused.shown(authority) + "' is not of the form service.namespace.svc." + clusterDomain);
        };
    }
}
