package io.weft.destination.grpc;

import io.grpc.StatusRuntimeException;
import io.weft.api.destination.DestinationProfile;
import io.weft.api.inbound.Server;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.destination.answers.WorkloadId;
import io.weft.destination.endpoints.EndpointQuestion;
import io.weft.destination.endpoints.EndpointSnapshot;
import io.weft.destination.index.MeshIndex;
import io.weft.destination.policy.ServedPort;
import io.weft.destination.reasons.Explained;
import java.util.Optional;

/**
 * What a proxy would be told now, for an operator: the same questions, the same refusals, the same messages.
 *
 * <p>Threading: any thread. Every method throws {@link StatusRuntimeException} as the call would end.
 */
public final class Inquiries {
    private final MeshIndex index;
    private final String clusterDomain;
    private final OutboundPolicyTranslator policies;
    private final ProfileTranslator profiles;

    /** Over an index. */
    public Inquiries(MeshIndex index, ApiSettings settings) {
        this.index = index;
        this.clusterDomain = settings.clusterDomain();
        this.policies = new OutboundPolicyTranslator(settings.requestHeaders());
        this.profiles = new ProfileTranslator(new EndpointTranslator(settings.meshedHttp2()));
    }

    /** How a workload's port is served, and why. */
    public Explained<Server> inbound(WorkloadId workload, int port) {
        Explained<Optional<ServedPort>> explained = known().explain(InboundPolicyApi.question(workload, port));
        return new Explained<>(InboundPolicyApi.translate(explained.answer()), explained.reasons());
    }

    /**
     * How a client of that namespace treats traffic, and why.
     *
     * @param target {@code name:port} of a service, or {@code address:port}
     */
    public Explained<OutboundPolicy> outbound(String target, String client) {
        var explained = known().explain(OutboundPolicyApi.ofTarget(target, client, clusterDomain));
        return new Explained<>(policies.toMessage(explained.answer()), explained.reasons());
    }

    /** What a client of that namespace is told of a name or address. */
    public DestinationProfile profile(String target, Optional<String> client) {
        return profiles.toMessage(
                known().profiles().ask(DestinationApi.profileQuestion(target, client, clusterDomain)));
    }

    /** The replicas of {@code service.namespace.svc.domain:port}. */
    public EndpointSnapshot.Present endpoints(String target) {
        EndpointQuestion question = DestinationApi.endpointQuestion(target, clusterDomain);
        return switch (known().endpoints().ask(question)) {
            case EndpointSnapshot.Present present -> present;
            case EndpointSnapshot.Absent() -> throw Refused.notFound("there is no Service " + question.service());
            case EndpointSnapshot.ExternalName() ->
                throw Refused.notFound(
                        "Service " + question.service() + " is another name for a host outside: it has no endpoints");
        };
    }

    /**
     * The index.
     *
     * @throws StatusRuntimeException UNAVAILABLE before the feed has told everything
     */
    public MeshIndex known() {
        if (!index.loaded()) {
            throw Refused.unavailable("the feed has not told everything it knows yet; ask again");
        }
        return index;
    }
}
