package io.weft.benchmarks.plane;

import io.weft.benchmarks.ShippedService;
import io.weft.benchmarks.Work;
import java.nio.file.Path;
import java.util.Map;

/** destination-service before an API server, and where it is asked. The main thread. */
record Destination(ShippedService service, int port) {
    /** Starts it and waits until it is ready. */
    static Destination start(Work work, Path dist, ApiServer server) {
        String kubeconfig = work.write("kubeconfig", server.kubeconfig()).toString();
        int port = ShippedService.freePort();
        return new Destination(
                ShippedService.start(
                        work,
                        dist,
                        "destination-service",
                        Map.of("KUBECONFIG", kubeconfig),
                        "--mesh.feed.kind=kubernetes",
                        "--spring.grpc.server.port=" + port),
                port);
    }
}
