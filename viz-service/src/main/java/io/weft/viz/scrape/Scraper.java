package io.weft.viz.scrape;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import io.weft.core.Latest;
import io.weft.viz.workload.WorkloadKey;
import io.weft.viz.workload.Workloads;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * Asks every meshed workload's sidecar, and every service mirror, for its metrics, in rounds that never overlap. What goes wrong ends neither the round
 * nor those after it.
 *
 * <p>Threading: rounds on a thread of its own, which also reads the answers.
 */
public final class Scraper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scraper.class);

    private final Latest<Workloads> workloads;
    private final List<ScrapeSink> sinks;
    private final ScrapeSettings settings;
    private final MeterRegistry meters;
    private final ConnectionProvider connections;
    private final WebClient client;
    private final Scheduler thread = Schedulers.newSingle("viz-scrape", true);
    private @Nullable Disposable rounds;

    /** Asks nobody yet. The loops stay the caller's. */
    public Scraper(
            Latest<Workloads> workloads,
            List<ScrapeSink> sinks,
            ScrapeSettings settings,
            MeterRegistry meters,
            LoopResources loops) {
        this.workloads = workloads;
        this.sinks = List.copyOf(sinks);
        this.settings = settings;
        this.meters = meters;
        connections = ConnectionProvider.builder("viz-scrape")
                .maxConnections(2)
                .maxIdleTime(settings.interval().multipliedBy(5))
                .evictInBackground(settings.interval().multipliedBy(5))
                .build();
        client = client(connections, settings, loops);
    }

    private static WebClient client(ConnectionProvider connections, ScrapeSettings settings, LoopResources loops) {
        HttpClient http = HttpClient.create(connections)
                .runOn(loops)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.timeout().toMillis())
                .responseTimeout(settings.timeout());
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(settings.mostBytes()))
                .build();
    }

    public synchronized void open() {
        rounds = Flux.interval(settings.interval(), thread)
                .onBackpressureDrop()
                .concatMap(round -> roundOrWarning(), 1)
                .subscribe();
    }

    @Override
    public synchronized void close() {
        if (rounds != null) {
            rounds.dispose();
        }
        thread.dispose();
        connections.dispose();
    }

    private Mono<Void> roundOrWarning() {
        return Mono.defer(this::round).onErrorResume(surprise -> {
            LOG.warn("a round of scrapes failed; the next one follows", surprise);
            return Mono.empty();
        });
    }

    /** Asks each target once, and not all at once: those of one machine share its processors with the requests they carry. */
    Mono<Void> round() {
        Workloads now = workloads.get();
        List<ScrapeTarget> targets = ScrapeTarget.of(now, settings.mirrorPort());
        Set<WorkloadKey> live = new HashSet<>(now.byKey().keySet());
        targets.forEach(target -> live.add(target.key()));
        sinks.forEach(sink -> sink.retain(live));
        return Flux.fromIterable(targets)
                .delayElements(settings.gap(targets.size()), thread)
                .flatMap(this::scrape, settings.concurrency())
                .then();
    }

    private Mono<Void> scrape(ScrapeTarget target) {
        return Mono.defer(() -> ask(target.metrics()))
                .timeout(settings.timeout())
                .publishOn(thread)
                .doOnNext(text -> take(target, text))
                .onErrorResume(failure -> {
                    count(result(failure));
                    LOG.debug("scrape of {} failed: {}", target.key(), failure.toString());
                    return Mono.empty();
                })
                .then();
    }

    private Mono<String> ask(InetSocketAddress metrics) {
        return client.get().uri(address(metrics)).retrieve().bodyToMono(String.class);
    }

    private void take(ScrapeTarget target, String text) {
        sinks.forEach(sink -> sink.record(target.key(), text));
        count("ok");
    }

    private static URI address(InetSocketAddress metrics) {
        String ip = metrics.getAddress().getHostAddress();
        return UriComponentsBuilder.newInstance()
                .scheme("http")
                .host(ip.contains(":") ? '[' + ip + ']' : ip)
                .port(metrics.getPort())
                .path("/metrics")
                .build()
                .toUri();
    }

    private static String result(Throwable failure) {
        return switch (failure) {
            case TimeoutException _ -> "timeout";
            case DataBufferLimitException _ -> "too_long";
            default -> failure.getCause() instanceof DataBufferLimitException ? "too_long" : "error";
        };
    }

    private void count(String result) {
        Counter.builder("viz.scrapes")
                .description("Scrapes of sidecars.")
                .tag("result", result)
                .register(meters)
                .increment();
    }
}
