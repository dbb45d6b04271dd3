package io.weft.viz.services;

import static io.weft.viz.workload.WatchServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.StreamObserver;
import io.weft.api.mesh.ServicesGrpc;
import io.weft.api.mesh.ServicesRequest;
import io.weft.api.mesh.ServicesUpdate;
import io.weft.viz.workload.WatchServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServicesClientTest {
    private final WatchServer<ServicesUpdate> server = new WatchServer<>(opened -> new ServicesGrpc.ServicesImplBase() {
        @Override
        public void watch(ServicesRequest request, StreamObserver<ServicesUpdate> out) {
            opened.accept(out);
        }
    });
    private final ServicesClient client = new ServicesClient(server.channel(), server.timer());

    @BeforeEach
    void open() {
        client.open();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void everyUpdateReplacesTheOneBeforeAndTheLastStaysWhileTheServiceIsAway() throws Exception {
        StreamObserver<ServicesUpdate> stream = server.stream();
        ServicesUpdate.Builder update = ServicesUpdate.newBuilder();
        update.addServicesBuilder().setNamespace("shop").setName("web").putSelector("app", "web");
        update.addServicesBuilder().setNamespace("shop").setName("web-west").setMirrorOf("west");
        stream.onNext(update.build());
        KnownServices told = new KnownServices(List.of(
                new KnownService("shop", "web", Map.of("app", "web"), ""),
                new KnownService("shop", "web-west", Map.of(), "west")));
        await(() -> client.services().get().equals(told));

        stream.onCompleted();
        StreamObserver<ServicesUpdate> next = server.stream();
        assertThat(client.services().get()).isEqualTo(told);

        next.onNext(ServicesUpdate.getDefaultInstance());
        await(() -> client.services().get().equals(KnownServices.NONE));
    }
}
