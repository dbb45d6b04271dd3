package io.weft.identity.app;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.weft.identity.mint.MintRules;
import io.weft.testkit.port.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/** The whole service, in this process. */
final class Service implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final int management;
    final int api;
    final ConfigurableApplicationContext context;
    final ManagedChannel channel;

    private Service(String address, Consumer<GenericApplicationContext> doubles, List<String> arguments) {
        management = FreePorts.take();
        api = FreePorts.take();
        List<String> all = new ArrayList<>(List.of(
                "--server.port=" + api,
                "--management.server.port=" + management,
                "--spring.grpc.server.port=0",
                "--mesh.identity.reload-interval=100ms"));
        all.addAll(arguments);
        SpringApplication application = new SpringApplication(IdentityApplication.class);
        application.addInitializers(starting -> doubles.accept((GenericApplicationContext) starting));
        context = application.run(all.toArray(String[]::new));
        channel = ManagedChannelBuilder.forAddress(
                        address, context.getBean(GrpcServerLifecycle.class).getPort())
                .usePlaintext()
                .build();
    }

    /** @param address what the client dials */
    Service(String address, Path directory, String... arguments) {
        this(address, Service::mintForOurselves, with("--mesh.identity.directory=" + directory, arguments));
    }

    /** As a pod runs it, with the API server at {@code url}. */
    static Service inCluster(String url, String... arguments) {
        Config config = new ConfigBuilder()
                .withMasterUrl(url)
                .withRequestRetryBackoffLimit(0)
                .build();
        return new Service(
                InetAddress.getLoopbackAddress().getHostAddress(),
                starting -> starting.registerBean(
                        KubernetesClient.class,
                        () -> new KubernetesClientBuilder().withConfig(config).build()),
                with("--mesh.feed.kind=kubernetes", arguments));
    }

    Service(Path directory, String... arguments) {
        this(InetAddress.getLoopbackAddress().getHostAddress(), directory, arguments);
    }

    private static List<String> with(String first, String... arguments) {
        return Stream.concat(Stream.of(first), Stream.of(arguments)).toList();
    }

    /** The tests need not be run as root. */
    private static void mintForOurselves(GenericApplicationContext starting) {
        try {
            int user = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            MintRules rules = MintRules.ofUser(Integer.toUnsignedLong(user));
            starting.registerBean(MintRules.class, () -> rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
}
