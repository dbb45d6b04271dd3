package io.weft.viz.app;

import io.weft.testkit.cluster.FakeApiServer;
import io.weft.testkit.port.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A process of viz-service with some of the roles, on a free port. */
record VizProcess(ConfigurableApplicationContext context, int port) implements AutoCloseable {
    static VizProcess start(String... settings) {
        return start(new Class<?>[] {VizApplication.class}, settings);
    }

    /** All roles, with the beans of {@code more}. */
    static VizProcess with(Class<?> more) {
        return start(new Class<?>[] {VizApplication.class, more});
    }

    private static VizProcess start(Class<?>[] sources, String... settings) {
        int port = FreePorts.take();
        String[] own = {
            "--server.port=" + port,
            "--management.server.port=" + FreePorts.take(),
            "--spring.grpc.server.port=" + FreePorts.take(),
            "--mesh.viz.destination=127.0.0.1:1"
        };
        return new VizProcess(
                SpringApplication.run(
                        sources, Stream.of(own, settings).flatMap(Stream::of).toArray(String[]::new)),
                port);
    }

    /** In a cluster whose API server that is. */
    static VizProcess start(FakeApiServer server, Path folder, String... settings) {
        try {
            Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                    apiVersion: v1
                    kind: Config
                    current-context: test
                    contexts: [{name: test, context: {cluster: test, user: test}}]
                    clusters: [{name: test, cluster: {server: "%s"}}]
                    users: [{name: test, user: {}}]
                    """.formatted(server.url()));
            System.setProperty("kubeconfig", kubeconfig.toString());
            return start(Stream.concat(Stream.of("--mesh.feed.kind=kubernetes"), Stream.of(settings))
                    .toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            System.clearProperty("kubeconfig");
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
