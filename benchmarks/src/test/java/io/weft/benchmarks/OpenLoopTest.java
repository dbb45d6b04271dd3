package io.weft.benchmarks;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
    private static final long STALL_MILLIS = 300;

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/well", exchange -> answer(exchange, 200));
        server.createContext("/ill", exchange -> answer(exchange, 500));
        server.createContext("/stalling", this::stallOnce);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void everyRequestOfTheScheduleIsAskedOnce() throws InterruptedException {
        OpenLoop.Outcome found = run("/well", new Schedule(500, 250), 4);

        assertThat(found.latencies().getTotalCount()).isEqualTo(250);
        assertThat(found.failures()).isZero();
        assertThat(asked).hasValue(250 + 4); // one more on each connection, before the clock starts
    }

    @Test
    void theClockStartsOnceWhenEveryConnectionHasAskedAsOftenAsItShould() throws InterruptedException {
        AtomicInteger before = new AtomicInteger();
        AtomicInteger starts = new AtomicInteger();
        OpenLoop loop = new OpenLoop(page("/well"), new Schedule(500, 50), 2, 10);
        OpenLoop.Outcome found = loop.run(() -> {
            before.set(asked.get());
            starts.incrementAndGet();
        });

        assertThat(starts).hasValue(1);
        assertThat(before).hasValue(2 * 10);
        assertThat(found.latencies().getTotalCount()).isEqualTo(50);
        assertThat(asked).hasValue(2 * 10 + 50);
    }

    @Test
    void answersOtherThan200AreFailuresAndNotMeasured() throws InterruptedException {
        OpenLoop.Outcome found = run("/ill", new Schedule(500, 50), 2);

        assertThat(found.latencies().getTotalCount()).isZero();
        assertThat(found.failures()).isEqualTo(50);
        assertThat(found.complaints()).containsExactly("HTTP/1.1 500 Internal Server Error");
    }

    @Test
    void oneStallIsFeltByEveryRequestThatWasDueMeanwhile() throws InterruptedException {
        // One request every 10 ms, one connection: 29 more are due while the first waits for 300 ms.
        Histogram found = run("/stalling", new Schedule(100, 60), 1).latencies();

        assertThat(found.getMaxValue()).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(STALL_MILLIS - 1));
        assertThat(found.getCountBetweenValues(MILLISECONDS.toNanos(100), Long.MAX_VALUE))
                .isGreaterThanOrEqualTo(20);
    }

    @Test
    void requestsAreDueAtOneDistance() {
        Schedule schedule = Schedule.of(1000, 20);

        assertThat(schedule.requests()).isEqualTo(20_000);
        assertThat(schedule.due(0)).isZero();
        assertThat(schedule.due(19_999)).isEqualTo(MILLISECONDS.toNanos(19_999));
    }

    private OpenLoop.Outcome run(String path, Schedule schedule, int connections) throws InterruptedException {
        return new OpenLoop(page(path), schedule, connections).run();
    }

    private URI page(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        asked.incrementAndGet();
        exchange.sendResponseHeaders(status, 2);
        exchange.getResponseBody().write(new byte[] {'o', 'k'});
        exchange.close();
    }

    /** The second request: the first is asked before the clock starts. */
    private void stallOnce(HttpExchange exchange) throws IOException {
        try {
            if (asked.get() == 1) {
                assertThat(never.await(STALL_MILLIS, MILLISECONDS)).isFalse();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answer(exchange, 200);
    }
}
