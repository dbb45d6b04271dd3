package io.weft.proxy.app;

import io.weft.core.Ticker;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.control.ControlChannels;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.telemetry.ProcessStart;
import io.weft.proxy.trace.Tracer;
import io.weft.proxy.trace.export.CollectorClient;
import io.weft.proxy.trace.export.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Traces as the environment wants them. */
record Tracing(Tracer tracer, CollectorClient collector) {
    static Tracing of(
            ProxyConfig.Tracing wanted, ControlChannels channels, MetricRegistry registry, Clock clock, Ticker ticker) {
        CollectorClient collector =
                new CollectorClient(wanted.collector(), channels, resource(wanted), process(clock), registry);
        Tracer tracer = new Tracer(wanted.rootRatio(), ThreadLocalRandom::current, clock, ticker, collector.queue());
        return new Tracing(tracer, collector);
    }

    /** Sends the spans that wait, for as long as {@code patience} lasts; blocks until then. */
    void flush(Duration patience) {
        collector
                .flush()
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    static Resource resource(ProxyConfig.Tracing wanted) {
        return Resource.of(
                wanted.hostName().orElseGet(Tracing::hostName),
                wanted.serviceName(),
                wanted.labels(),
                wanted.extraAttributes(),
                wanted.resourceAttributes());
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException unusual) {
            return "";
        }
    }

    private static Map<String, Long> process(Clock clock) {
        return Map.of(
                "process.pid",
                ProcessHandle.current().pid(),
                "process.start_timestamp",
                ProcessStart.of(clock).getEpochSecond());
    }
}
