package io.weft.identity.app;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.weft.identity.mint.MintRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/** The whole service, in this process. */
final class Service implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final int management;
    final ConfigurableApplicationContext context;
    final ManagedChannel channel;

    /** @param address what the client dials */
    Service(String address, Path directory, String... arguments) throws IOException {
        management = freePort();
        List<String> all = new ArrayList<>(List.of(
                "--management.server.port=" + management,
                "--spring.grpc.server.port=0",
                "--mesh.identity.directory=" + directory,
                "--mesh.identity.reload-interval=100ms"));
        all.addAll(List.of(arguments));
        SpringApplication application = new SpringApplication(IdentityApplication.class);
        MintRules rules = MintRules.ofUser(ownUser());
        application.addInitializers(starting -> ((GenericApplicationContext) starting)
                .registerBean(MintRules.class, () -> rules)); // the tests need not be run as root
        context = application.run(all.toArray(String[]::new));
        channel = ManagedChannelBuilder.forAddress(
                        address, context.getBean(GrpcServerLifecycle.class).getPort())
                .usePlaintext()
                .build();
    }

    Service(Path directory, String... arguments) throws IOException {
        this(InetAddress.getLoopbackAddress().getHostAddress(), directory, arguments);
    }

    private static long ownUser() throws IOException {
        return Integer.toUnsignedLong((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    /** What a counter or gauge of the metrics page says; {@code series} as written there. */
    double metric(String series) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .sum();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + management + path))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        channel.shutdownNow();
        context.close();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
