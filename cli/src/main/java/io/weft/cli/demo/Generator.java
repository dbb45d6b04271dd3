package io.weft.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weft.cli.machine.InNamespace;
import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.Workload;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** A running traffic generator, asked inside its own namespace. */
record Generator(Workload workload) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int STOP_MILLIS = 15_000;
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetSocketAddress PORT = new InetSocketAddress(LOOPBACK, Shop.GENERATOR_PORT);

    /** @throws MachineException if it does not answer */
    Counts counts() {
        try {
            return read(InNamespace.get(workload.network(), PORT, "/counts", PATIENCE)
                    .body());
        } catch (UncheckedIOException e) {
            throw silent(e);
        }
    }

    /**
     * Ends its traffic; returns when its last request was answered.
     *
     * @throws MachineException if it does not answer
     */
    Counts stop() {
        try {
            return read(InNamespace.call(workload.network(), Generator::postStop));
        } catch (UncheckedIOException e) {
            throw silent(e);
        }
    }

    private static String postStop() throws java.io.IOException {
        URI address = URI.create("http://127.0.0.1:" + Shop.GENERATOR_PORT + "/stop");
        HttpURLConnection http = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
        http.setRequestMethod("POST");
        http.setConnectTimeout(STOP_MILLIS);
        http.setReadTimeout(STOP_MILLIS);
        http.setRequestProperty("Connection", "close");
        try (var body = http.getInputStream()) {
            return new String(body.readAllBytes(), UTF_8);
        } finally {
            http.disconnect();
        }
    }

    private static Counts read(String json) {
        return JsonMapper.shared().readValue(json, Counts.class);
    }

    private MachineException silent(UncheckedIOException e) {
        return new MachineException(workload.pod() + " does not tell its counts: " + e.getCause(), e);
    }
}
