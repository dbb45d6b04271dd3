package io.weft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FirstReadyTest {
    @Test
    void asksFromTheMomentThereIsAnAddressUntilItIsReady() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<Instant> answered = new AtomicReference<>(Instant.MAX);
        HttpServer admin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        admin.createContext("/ready", exchange -> {
            boolean ready = asked.incrementAndGet() > 2;
            answered.set(Instant.now());
            exchange.sendResponseHeaders(ready ? 200 : 503, -1);
            exchange.close();
        });
        admin.start();
        try {
            AtomicReference<Optional<InetSocketAddress>> address = new AtomicReference<>(Optional.empty());
            CompletableFuture<Optional<Instant>> ready = FirstReady.watch(address::get);
            address.set(Optional.of(admin.getAddress()));

            assertThat(ready.get(60, TimeUnit.SECONDS))
                    .hasValueSatisfying(first -> assertThat(first).isAfterOrEqualTo(answered.get()));
            assertThat(asked).hasValue(3);
        } finally {
            admin.stop(0);
        }
    }
}
