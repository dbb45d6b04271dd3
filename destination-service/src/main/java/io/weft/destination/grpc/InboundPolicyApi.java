package io.weft.destination.grpc;

import io.grpc.stub.StreamObserver;
import io.weft.api.inbound.InboundServerPoliciesGrpc.InboundServerPoliciesImplBase;
import io.weft.api.inbound.PortSpec;
import io.weft.api.inbound.Server;
import io.weft.destination.answers.WorkloadId;
import io.weft.destination.index.MeshIndex;
import io.weft.destination.policy.InboundQuestion;
import io.weft.destination.policy.ServedPort;
import java.util.Optional;

/**
 * How ports are served. Threading: called by gRPC; streams go on elsewhere.
 *
 * @see "crds, 16"
 */
public final class InboundPolicyApi extends InboundServerPoliciesImplBase {
    private static final int MAX_PORT = 65_535;

    private final MeshIndex index;
    private final Calls calls;

    public InboundPolicyApi(MeshIndex index, Calls calls) {
        this.index = index;
        this.calls = calls;
    }

    @Override
    public void getPort(PortSpec request, StreamObserver<Server> caller) {
        calls.answer(caller, () -> calls.once(index.inbound(), question(request), InboundPolicyApi::translate, caller));
    }

    @Override
    public void watchPort(PortSpec request, StreamObserver<Server> caller) {
        calls.answer(
                caller, () -> calls.watch(index.inbound(), question(request), InboundPolicyApi::translate, caller));
    }

    private static InboundQuestion question(PortSpec request) {
        return question(WorkloadToken.parse(request.getWorkload()), request.getPort());
    }

    /** @throws io.grpc.StatusRuntimeException if there can be no such port */
    static InboundQuestion question(WorkloadId workload, int port) {
        if (port < 1 || port > MAX_PORT) {
            throw Refused.argument("port " + Integer.toUnsignedString(port) + " is not within 1 to " + MAX_PORT);
        }
        return new InboundQuestion(workload, port);
    }

    static Server translate(Optional<ServedPort> port) {
        return port.map(InboundPolicyTranslator::toMessage)
                .orElseThrow(() -> Refused.notFound("unknown server: no such workload with a proxy of this mesh"));
    }
}
