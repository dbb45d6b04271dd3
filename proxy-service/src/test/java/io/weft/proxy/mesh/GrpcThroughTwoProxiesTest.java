package io.weft.proxy.mesh;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GrpcThroughTwoProxiesTest {
    private static final int MESSAGES = 10_000;

    private final EchoMesh mesh = new EchoMesh();

    GrpcThroughTwoProxiesTest() throws Exception {}

    @AfterEach
    void stop() throws InterruptedException {
        mesh.close();
    }

    @Test
    void tenThousandMessagesBothWaysArriveWithTrailersAndStatus() throws Exception {
        AtomicInteger received = new AtomicInteger();
        CompletableFuture<StatusRuntimeException> end = new CompletableFuture<>();
        StreamObserver<byte[]> requests = ClientCalls.asyncBidiStreamingCall(
                mesh.client.newCall(EchoRpc.ECHO, CallOptions.DEFAULT), new StreamObserver<>() {
                    @Override
                    public void onNext(byte[] message) {
                        received.incrementAndGet();
                    }

                    @Override
                    public void onError(Throwable failure) {
                        end.complete((StatusRuntimeException) failure);
                    }

                    @Override
                    public void onCompleted() {
                        end.completeExceptionally(new AssertionError("ended without its status"));
                    }
                });
        for (int i = 0; i < MESSAGES; i++) {
            requests.onNext(new byte[64]);
        }
        requests.onCompleted();
        StatusRuntimeException status = end.get(60, TimeUnit.SECONDS);

        assertThat(received).hasValue(MESSAGES);
        assertThat(status.getStatus().getCode()).isEqualTo(Status.Code.OUT_OF_RANGE);
        assertThat(status.getStatus().getDescription()).isEqualTo("the end");
        assertThat(requireNonNull(status.getTrailers()).get(EchoRpc.COUNT)).isEqualTo(Integer.toString(MESSAGES));
    }

    @Test
    void aFailureKeepsItsStatusAndIsCountedByIt() {
        assertThatThrownBy(() ->
                        ClientCalls.blockingUnaryCall(mesh.client, EchoRpc.FAIL, CallOptions.DEFAULT, new byte[1]))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage("FAILED_PRECONDITION: on purpose");
        assertThat(TwoProxies.text(mesh.proxies.serverMetrics))
                .containsPattern(
                        "response_total\\{direction=\"inbound\".*classification=\"success\",grpc_status=\"9\"");
    }

    @Test
    void aServerThatIsGoneIsUnavailableInGrpcTerms() throws Exception {
        mesh.stopApp();

        assertThatThrownBy(() ->
                        ClientCalls.blockingUnaryCall(mesh.client, EchoRpc.FAIL, CallOptions.DEFAULT, new byte[1]))
                .isInstanceOf(StatusRuntimeException.class)
                .extracting(failure ->
                        ((StatusRuntimeException) failure).getStatus().getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
    }
}
