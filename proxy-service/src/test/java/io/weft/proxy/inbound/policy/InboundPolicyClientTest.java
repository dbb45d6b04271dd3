package io.weft.proxy.inbound.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.weft.api.inbound.InboundServerPoliciesGrpc.InboundServerPoliciesImplBase;
import io.weft.api.inbound.PortSpec;
import io.weft.api.inbound.ProxyProtocol;
import io.weft.api.inbound.Server;
import io.weft.core.Authority;
import io.weft.core.ResourceRef;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.config.ControlPlane;
import io.weft.proxy.control.ControlChannel;
import io.weft.proxy.control.ControlPart;
import io.weft.proxy.control.GrpcServer;
import io.weft.proxy.control.Sockets;
import io.weft.proxy.control.Watch;
import io.weft.proxy.control.Watched.Ended;
import io.weft.proxy.control.Watched.Present;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboundPolicyClientTest {
    private final Queue<PortSpec> asked = new ConcurrentLinkedQueue<>();
    private final Sockets sockets = new Sockets();
    private final GrpcServer server = new GrpcServer(new InboundServerPoliciesImplBase() {
        @Override
        public void watchPort(PortSpec request, StreamObserver<Server> answers) {
            asked.add(request);
            if (request.getPort() == 1) {
                answers.onError(
                        Status.INVALID_ARGUMENT.withDescription("no such token").asRuntimeException());
            } else if (asked.size() < 3) {
                answers.onError(Status.NOT_FOUND.asRuntimeException()); // the pod is not known yet
            } else {
                answers.onNext(Server.newBuilder()
                        .putLabels("name", "web")
                        .setProtocol(ProxyProtocol.newBuilder().setOpaque(ProxyProtocol.Opaque.getDefaultInstance()))
                        .build());
            }
        }
    });
    private final ControlChannel channel = sockets.channels(Sockets.noTls())
            .open(ControlPart.POLICY, new ControlPlane(new Authority("127.0.0.1", server.port()), Optional.empty()));
    private final InboundPolicyClient client = new InboundPolicyClient(channel, "{\"ns\":\"shop\",\"pod\":\"web\"}\n");

    @AfterEach
    void close() {
        channel.close();
        server.close();
        sockets.close();
    }

    @Test
    void portIsAskedForUntilItsPodIsKnown() throws Exception {
        Watch<ServerPolicy> watch = client.watch(8080);
        Sockets.await(() -> watch.latest().get() instanceof Present);

        assertThat(watch.latest().get())
                .isEqualTo(new Present<>(new ServerPolicy(
                        ResourceRef.of("policy.linkerd.io", "server", "", "web"),
                        new ServerProtocol.Opaque(),
                        List.of(),
                        List.of(InboundRoute.ofDefault()))));
        assertThat(asked)
                .hasSize(3)
                .containsOnly(PortSpec.newBuilder()
                        .setWorkload("{\"ns\":\"shop\",\"pod\":\"web\"}\n")
                        .setPort(8080)
                        .build());
    }

    @Test
    void refusedQuestionIsNotRepeated() throws Exception {
        Watch<ServerPolicy> watch = client.watch(1);
        Sockets.await(() -> watch.latest().get() instanceof Ended);

        assertThat(watch.latest().get()).isEqualTo(new Ended<>(false, "INVALID_ARGUMENT: no such token"));
        assertThat(asked).hasSize(1);
    }
}
