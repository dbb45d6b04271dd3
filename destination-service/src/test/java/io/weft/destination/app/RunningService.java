package io.weft.destination.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/** The service over a folder, on free ports. */
final class RunningService implements AutoCloseable {
    private static final int DEADLINE_S = 30;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final ManagedChannel channel;
    final Told told = new Told();
    private final Path manifests;
    private final ConfigurableApplicationContext context;
    private final int management;

    /** @param directory empty; the folder of manifests is made in it */
    RunningService(Path directory) throws IOException {
        manifests = Files.createDirectory(directory.resolve("manifests"));
        management = freePort();
        SpringApplication application = new SpringApplication(DestinationApplication.class);
        application.addInitializers(
                starting -> ((GenericApplicationContext) starting).registerBean(Told.class, () -> told));
        context = application.run(
                "--mesh.feed.folder.path=" + manifests,
                "--mesh.feed.folder.state=" + Files.createDirectory(directory.resolve("run")),
                "--management.server.port=" + management,
                "--spring.grpc.server.port=0");
        channel = ManagedChannelBuilder.forAddress(
                        "localhost", context.getBean(GrpcServerLifecycle.class).getPort())
                .usePlaintext()
                .build();
    }

    /** Waits for the feed's first complete state; until then readiness says that it is missing. */
    RunningService awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SECONDS.toNanos(DEADLINE_S);
        while (http("/actuator/health/readiness").statusCode() != 200) {
            assertThat(System.nanoTime()).as("not ready in time").isLessThan(deadline);
            Thread.sleep(20);
        }
        return this;
    }

    HttpResponse<String> http(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + management + path);
        return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    void write(String file, String text) throws IOException {
        Path aside = Files.writeString(manifests.resolve("." + file), text);
        Files.move(aside, manifests.resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete(String file) throws IOException {
        Files.delete(manifests.resolve(file));
    }

    void stop() {
        context.close();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        stop();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
