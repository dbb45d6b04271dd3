package io.weft.e2e.cluster;

import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.port.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A service from {@code dist/}, in a process of its own. */
final class ServiceProgram implements AutoCloseable {
    private final Process process;
    private final Path log;
    private final int grpc;
    private final int api;
    private final int management;

    private ServiceProgram(Process process, Path log, int grpc, int api, int management) {
        this.process = process;
        this.log = log;
        this.grpc = grpc;
        this.api = api;
        this.management = management;
    }

    /** @param service as its directory is called, for instance {@code identity-service} */
    static ServiceProgram start(String service, Path kubeconfig, List<String> settings, Path log) throws IOException {
        Path dist = Path.of(System.getProperty("weft.dist", "../dist"))
                .toAbsolutePath()
                .resolve(service);
        int grpc = FreePorts.take();
        int api = FreePorts.take();
        int management = FreePorts.take();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + dist.resolve("jvm.options"),
                "-jar",
                dist.resolve("app.jar").toString(),
                "--spring.grpc.server.port=" + grpc,
                "--server.port=" + api,
                "--management.server.port=" + management));
        command.addAll(settings);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        return new ServiceProgram(builder.start(), log, grpc, api, management);
    }

    int grpc() {
        return grpc;
    }

    /** Where it answers over HTTPS. */
    int https() {
        return api;
    }

    /** Returns once readiness answers 200. */
    void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("it does not get ready:\n" + Files.readString(log));
            }
        }
    }

    private boolean isReady() throws InterruptedException {
        URI health = URI.create("http://127.0.0.1:" + management + "/actuator/health/readiness");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The status of a GET on the admin API, whose certificate the mesh's anchors verify. */
    int status(String path, String token, TestAuthority trusted) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("anchor", trusted.anchors().getFirst());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + api + path))
                .header("Authorization", "Bearer " + token)
                .build();
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
