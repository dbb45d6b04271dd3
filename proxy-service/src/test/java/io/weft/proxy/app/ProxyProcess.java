package io.weft.proxy.app;

import static java.util.Objects.requireNonNull;

import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.port.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A proxy of its own process, never certified because nobody answers for the control plane. */
final class ProxyProcess implements AutoCloseable {
    private static final String PREFIX = "LINKERD2_PROXY_";

    private final Map<String, String> environment = new HashMap<>();
    private final Path output;
    private final int outbound = FreePorts.take();
    private final int inbound = FreePorts.take();
    private final int admin = FreePorts.take();
    private @Nullable Process process;

    @SuppressWarnings("NullAway.Init") // started by start()
    ProxyProcess(Path directory) throws IOException {
        output = directory.resolve("output");
        with("OUTBOUND_LISTEN_ADDR", "127.0.0.1:" + outbound);
        with("INBOUND_LISTEN_ADDR", "127.0.0.1:" + inbound);
        with("ADMIN_LISTEN_ADDR", "127.0.0.1:" + admin);
        with("DESTINATION_SVC_ADDR", "127.0.0.1:1");
        with("POLICY_SVC_ADDR", "127.0.0.1:1");
        with("POLICY_WORKLOAD", "{\"ns\":\"test\",\"pod\":\"web\"}");
        with(
                "IDENTITY_DIR",
                Files.createDirectories(directory.resolve("identity")).toString());
        with("IDENTITY_TRUST_ANCHORS", Pem.of(TestAuthority.create().anchors()));
        with(
                "IDENTITY_TOKEN_FILE",
                Files.writeString(directory.resolve("token"), "a token").toString());
        with("IDENTITY_LOCAL_NAME", "web.test.serviceaccount.identity.linkerd.cluster.local");
        with("IDENTITY_SVC_ADDR", "127.0.0.1:1");
    }

    ProxyProcess with(String suffix, String value) {
        environment.put(PREFIX + suffix, value);
        return this;
    }

    ProxyProcess start() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                        java.toString(),
                        "@src/main/dist/jvm.options",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProxyMain.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith(PREFIX));
        builder.environment().putAll(environment);
        process = builder.start();
        return this;
    }

    InetSocketAddress outbound() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), outbound);
    }

    InetSocketAddress inbound() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), inbound);
    }

    InetSocketAddress admin() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), admin);
    }

    /** Exit code, or -1 if it still runs after a minute. */
    int exit() throws InterruptedException {
        Process started = requireNonNull(process);
        return started.waitFor(1, TimeUnit.MINUTES) ? started.exitValue() : -1;
    }

    /** Sends SIGTERM. */
    void terminate() {
        requireNonNull(process).destroy();
    }

    boolean isAlive() {
        return requireNonNull(process).isAlive();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}
