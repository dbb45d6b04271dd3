package io.weft.destination.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.weft.testkit.pki.Trust;
import io.weft.testkit.port.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/** The service over a folder, on free ports. */
final class RunningService implements AutoCloseable {
    static final String TOKEN = "4f1c0e6ad2b94b0f9a35c2de7b81e660";
    private static final int DEADLINE_S = 30;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final ManagedChannel channel;
    final Told told = new Told();
    private final Path manifests;
    final ConfigurableApplicationContext context;
    private final Path certificate;
    private final int api;
    private final int management;

    /** @param directory empty; the folder of manifests is made in it */
    RunningService(Path directory) throws IOException {
        manifests = Files.createDirectory(directory.resolve("manifests"));
        management = FreePorts.take();
        api = FreePorts.take();
        certificate = directory.resolve("serving.crt");
        SpringApplication application = new SpringApplication(DestinationApplication.class);
        application.addInitializers(
                starting -> ((GenericApplicationContext) starting).registerBean(Told.class, () -> told));
        context = application.run(
                "--mesh.feed.folder.path=" + manifests,
                "--mesh.feed.folder.state=" + Files.createDirectory(directory.resolve("run")),
                "--management.server.port=" + management,
                "--server.port=" + api,
                "--mesh.destination.published-certificate=" + directory.resolve("serving.crt"),
                "--mesh.admin.token-file=" + token(directory),
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

    /** What the admin API answers the bearer of {@code token}; the port's certificate is the only one that is trusted. */
    HttpResponse<String> api(String path, String token) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(Trust.only(Files.readString(certificate)))
                .build()) {
            URI uri = URI.create("https://localhost:" + api + path);
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static Path token(Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("admin-token"), TOKEN);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
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
}
