package io.weft.viz.app;

import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.core.Latest;
import io.weft.core.Ticker;
import io.weft.service.settings.MeshProperties;
import io.weft.viz.api.VizCalls;
import io.weft.viz.api.VizServer;
import io.weft.viz.dashboard.AnchorsApi;
import io.weft.viz.dashboard.LiveApi;
import io.weft.viz.dashboard.LiveMesh;
import io.weft.viz.dashboard.MeshListsApi;
import io.weft.viz.dashboard.MeshLook;
import io.weft.viz.dashboard.MetricsApi;
import io.weft.viz.dashboard.RefusalAdvice;
import io.weft.viz.prometheus.PrometheusSource;
import io.weft.viz.scrape.ScrapeSettings;
import io.weft.viz.scrape.ScrapeSink;
import io.weft.viz.scrape.Scraper;
import io.weft.viz.services.KnownServices;
import io.weft.viz.split.SplitsClient;
import io.weft.viz.traces.TraceCalls;
import io.weft.viz.traces.TraceStore;
import io.weft.viz.traces.TracesApi;
import io.weft.viz.trust.CertificatesQuery;
import io.weft.viz.trust.TrustReports;
import io.weft.viz.window.MetricSource;
import io.weft.viz.window.MetricStore;
import io.weft.viz.workload.DestinationPulse;
import io.weft.viz.workload.Workloads;
import io.weft.viz.workload.WorkloadsClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.config.BlockingExecutionConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** What scrapes, keeps and answers, in the order a fact travels. */
@Configuration(proxyBeanMethods = false)
@ForRole(Role.METRICS_API)
@Import({LiveApi.class, MetricsApi.class, MeshListsApi.class, RefusalAdvice.class, TracesApi.class})
class VizConfiguration {
    private static final Duration PULSE = Duration.ofSeconds(3);
    private static final int MOST_READERS = 64;
    private static final int MIRROR_PORT = 9_999; // ctrl-admin, or svcmi-admin
    private static final Duration LIVE_IDLE = Duration.ofMinutes(1);

    @Bean(initMethod = "open")
    DestinationPulse destinationPulse(
            ManagedChannel destinationChannel, ScheduledExecutorService vizTimer, MeterRegistry meters) {
        DestinationPulse pulse = new DestinationPulse(destinationChannel, vizTimer, PULSE);
        Gauge.builder("viz.destination.answering", pulse, each -> each.isAnswering() ? 1 : 0)
                .description("Whether destination-service answered when it was asked last")
                .register(meters);
        return pulse;
    }

    @Bean(initMethod = "open")
    SplitsClient splitsClient(ManagedChannel destinationChannel, ScheduledExecutorService vizTimer) {
        return new SplitsClient(destinationChannel, vizTimer);
    }

    /** A Prometheus where there is one, else our own memory. */
    @Bean
    MetricSource metricSource(VizProperties settings, MeterRegistry meters, ReactorResourceFactory resources) {
        return settings.prometheusUrl().isEmpty()
                ? ownMemory(settings, meters)
                : new PrometheusSource(
                        URI.create(settings.prometheusUrl()),
                        InstantSource.system(),
                        VizProperties.PROMETHEUS_INTERVAL,
                        settings.retention(),
                        settings.mostSeries(),
                        resources.getLoopResources());
    }

    private static MetricStore ownMemory(VizProperties settings, MeterRegistry meters) {
        MetricStore store = new MetricStore(
                Ticker.system(),
                InstantSource.system(),
                settings.scrapeInterval(),
                settings.retention(),
                settings.mostSeries());
        Gauge.builder("viz.series", store, MetricStore::series)
                .description("Series kept in memory")
                .register(meters);
        FunctionCounter.builder("viz.samples.refused", store, MetricStore::refusedSamples)
                .description("Samples that found no room in memory")
                .register(meters);
        return store;
    }

    /** Who is asked may have to ask a Prometheus, and waits for it: not on an event loop. */
    @Bean
    WebFluxConfigurer waitingQuestions() {
        return new WebFluxConfigurer() {
            @Override
            public void configureBlockingExecution(BlockingExecutionConfigurer configurer) {
                configurer.setExecutor(new VirtualThreadTaskExecutor("viz-question-"));
            }
        };
    }

    @Bean
    TrustReports trustReports(VizProperties settings) {
        return new TrustReports(
                InstantSource.system(), settings.scrapeInterval().multipliedBy(MetricStore.STALE_INTERVALS));
    }

    @Bean
    AnchorsApi anchorsApi(Latest<Workloads> workloads, WorkloadsClient client, TrustReports reports) {
        return new AnchorsApi(workloads, client::isConnected, reports);
    }

    @Bean(initMethod = "open")
    Scraper scraper(
            Latest<Workloads> workloads,
            MetricSource source,
            TrustReports reports,
            VizProperties settings,
            MeterRegistry meters,
            ReactorResourceFactory resources) {
        ScrapeSettings scrape = new ScrapeSettings(
                settings.scrapeInterval(),
                settings.scrapeTimeout(),
                (int) settings.scrapeLimit().toBytes(),
                settings.scrapeConcurrency(),
                MIRROR_PORT);
        List<ScrapeSink> sinks = source instanceof ScrapeSink store ? List.of(store, reports) : List.of(reports);
        return new Scraper(workloads, sinks, scrape, meters, resources.getLoopResources());
    }

    /** Only where a port is named: on one machine everything is asked over HTTP. */
    @Bean(initMethod = "open")
    @ConditionalOnProperty("mesh.viz.api-port")
    VizServer vizServer(
            Latest<Workloads> workloads,
            Latest<KnownServices> services,
            SplitsClient splits,
            MetricSource source,
            DestinationPulse pulse,
            VizProperties settings,
            MeshProperties mesh,
            JsonMapper json) {
        return new VizServer(
                settings.apiPort(),
                new VizCalls(
                        workloads, services, splits::splits, source, pulse::isAnswering, mesh.clusterDomain(), json));
    }

    @Bean(destroyMethod = "dispose")
    Scheduler liveScheduler() {
        return Schedulers.newBoundedElastic(1, MOST_READERS, "viz-live", (int) LIVE_IDLE.toSeconds(), true);
    }

    @Bean
    LiveMesh liveMesh(
            Latest<Workloads> workloads,
            MetricSource source,
            VizProperties settings,
            DestinationPulse pulse,
            WorkloadsClient client,
            TrustReports reports,
            JsonMapper json,
            MeterRegistry meters,
            Scheduler liveScheduler) {
        MeshLook look = new MeshLook(
                workloads,
                client,
                source,
                source instanceof MetricStore ? Instant.now() : null,
                pulse::isAnswering,
                () -> CertificatesQuery.answer(workloads.get(), workload -> reports.of(workload.key()), Instant.now()),
                json);
        LiveMesh live = new LiveMesh(look, settings.liveInterval(), MOST_READERS, liveScheduler);
        Gauge.builder("viz.live.readers", live, LiveMesh::readers)
                .description("How many look at the mesh now")
                .register(meters);
        return live;
    }

    @Bean
    TraceStore traceStore(VizProperties settings, MeterRegistry meters) {
        TraceStore store = new TraceStore(
                settings.traceMostSpans(), settings.traceMostMemory().toBytes());
        Gauge.builder("viz.traces.spans", store, TraceStore::spans)
                .description("Spans kept in memory")
                .register(meters);
        Gauge.builder("viz.traces.bytes", store, TraceStore::bytes)
                .description("About how much memory the spans take")
                .register(meters);
        FunctionCounter.builder("viz.traces.spans.forgotten", store, TraceStore::forgotten)
                .description("Spans that made room for newer ones")
                .register(meters);
        return store;
    }

    @Bean
    BindableService traceCalls(TraceStore store, MeterRegistry meters) {
        return new TraceCalls(store, meters);
    }
}
