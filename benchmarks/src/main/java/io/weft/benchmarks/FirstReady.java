package io.weft.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * When a sidecar that is being started says for the first time that it is ready, as its admin port is asked every ten
 * milliseconds.
 */
final class FirstReady {
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int TIMEOUT_MILLIS = 200;
    private static final byte[] QUESTION =
            "GET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String YES = "HTTP/1.1 200 ";

    private FirstReady() {}

    /**
     * Begins to ask at once, on a thread of its own. Empty: it was not ready within a minute.
     *
     * @param admin where its admin port is; empty until it has an address
     */
    static CompletableFuture<Optional<Instant>> watch(Supplier<Optional<InetSocketAddress>> admin) {
        return CompletableFuture.supplyAsync(() -> ask(admin), Executors.newVirtualThreadPerTaskExecutor());
    }

    private static Optional<Instant> ask(Supplier<Optional<InetSocketAddress>> admin) {
        Instant end = Instant.now().plus(PATIENCE);
        for (Instant now = Instant.now(); now.isBefore(end); now = Instant.now()) {
            if (admin.get().filter(FirstReady::isReady).isPresent()) {
                return Optional.of(Instant.now());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return Optional.empty();
    }

    private static boolean isReady(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(address, TIMEOUT_MILLIS);
            socket.getOutputStream().write(QUESTION);
            byte[] said = socket.getInputStream().readNBytes(YES.length());
            return new String(said, StandardCharsets.US_ASCII).equals(YES);
        } catch (IOException notYet) {
            return false;
        }
    }
}
