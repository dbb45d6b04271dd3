package io.weft.viz.app;

import io.weft.service.settings.InvalidSettingException;
import io.weft.service.settings.Settings;
import io.weft.viz.tap.TapSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of viz-service.
 *
 * @param roles what this process does
 * @param metricsApi host and port of the metrics, for a process that has not that role but asks: web, external-metrics
 * @param destination host and port of destination-service's gRPC
 * @param apiPort where the metrics are served over gRPC, 0 to 65535; nowhere unless it is given; 0: any free port
 * @param scrapeInterval between two rounds, 1 s to 1 min
 * @param scrapeTimeout for one sidecar's answer, 100 ms to the interval
 * @param scrapeLimit of one sidecar's answer
 * @param scrapeConcurrency how many sidecars are asked at once, 1 to 256
 * @param prometheusUrl of a Prometheus that scrapes the sidecars, to be asked in place of our own memory; empty: none
 * @param retention the longest window that can be asked for, one interval to 10 min
 * @param mostSeries kept over all workloads, at about 400 bytes each, and 600 more in the default window once one counted
 * @param enforcedHost regular expression for the whole Host header, port included; empty: loopback and the Service's names
 * @param viewer the user of the cluster whose tokens open the page; empty: it is open to whoever reaches it
 * @param serving absolute path of a directory with {@code tls.crt} and {@code tls.key}, PEM; needed with the profile {@code https}
 * @param tapServiceName the identity that sidecars of new pods show their traffic to; for the role tap-injector
 * @param tapMostRps requests a second that one tap shows, whatever it asks for, 1 to 10000
 * @param tapMostTaps at once, 1 to 256
 * @param tapIgnoreHeaders names of headers that no tap shows
 * @param traceMostSpans kept over all traces, 2000 to 1000000
 * @param traceMostMemory about how much memory they may take, 1MB to 1GB
 * @param traceInjection what the role jaeger-injector tells sidecars
 */
@ConfigurationProperties("mesh.viz")
public record VizProperties(
        @DefaultValue({"web", "metrics-api", "tap"}) Set<Role> roles,

        @DefaultValue("metrics-api.linkerd-viz.svc.cluster.local:8084")
        String metricsApi,

        @DefaultValue("linkerd-dst.linkerd.svc.cluster.local:8087")
        String destination,

        @DefaultValue("0") int apiPort,
        @DefaultValue("2s") Duration scrapeInterval,
        @DefaultValue("1500ms") Duration scrapeTimeout,
        @DefaultValue("4MB") DataSize scrapeLimit,
        @DefaultValue("8") int scrapeConcurrency,
        @DefaultValue("") String prometheusUrl,
        @DefaultValue("5m") Duration retention,
        @DefaultValue("100000") int mostSeries,
        @DefaultValue("") String enforcedHost,
        @DefaultValue("") String viewer,
        @DefaultValue("") String serving,

        @DefaultValue("tap.linkerd-viz.serviceaccount.identity.linkerd.cluster.local")
        String tapServiceName,

        @DefaultValue("1000") int tapMostRps,
        @DefaultValue("16") int tapMostTaps,

        @DefaultValue({"authorization", "proxy-authorization", "cookie", "set-cookie"})
        List<String> tapIgnoreHeaders,

        @DefaultValue("20000") int traceMostSpans,
        @DefaultValue("16MB") DataSize traceMostMemory,
        @DefaultValue TraceInjection traceInjection) {
    private static final String HOST_AND_PORT = "[^:/\\s]+:\\d{1,5}";

    /** Of the chart's Prometheus, and of ours for one machine. */
    static final Duration PROMETHEUS_INTERVAL = Duration.ofSeconds(10);

    /** Refuses what the service cannot run with, by {@link InvalidSettingException}. */
    public VizProperties {
        roles = Set.copyOf(roles);
        require(
                Role.fitTogether(roles),
                Role.PROPERTY,
                roles,
                "Give some of web, metrics-api and tap, or tap-injector, jaeger-injector or external-metrics alone.");
        require(
                metricsApi.matches(HOST_AND_PORT),
                "mesh.viz.metrics-api",
                metricsApi,
                "Give host and port: metrics-api.linkerd-viz.svc.cluster.local:8084.");
        require(
                destination.matches(HOST_AND_PORT),
                "mesh.viz.destination",
                destination,
                "Give host and port: linkerd-dst.linkerd.svc.cluster.local:8087.");
        require(apiPort >= 0 && apiPort <= 65_535, "mesh.viz.api-port", apiPort, "Give a port: 8085.");
        Settings.between("mesh.viz.scrape-interval", scrapeInterval, Duration.ofSeconds(1), Duration.ofMinutes(1));
        Settings.between("mesh.viz.scrape-timeout", scrapeTimeout, Duration.ofMillis(100), scrapeInterval);
        Settings.between("mesh.viz.retention", retention, scrapeInterval, Duration.ofMinutes(10));
        require(
                scrapeLimit.toBytes() >= 64 * 1024 && scrapeLimit.toMegabytes() <= 64,
                "mesh.viz.scrape-limit",
                scrapeLimit,
                "Give a size from 64KB to 64MB: 4MB.");
        require(
                scrapeConcurrency >= 1 && scrapeConcurrency <= 256,
                "mesh.viz.scrape-concurrency",
                scrapeConcurrency,
                "Give a number from 1 to 256: 8.");
        require(
                prometheusUrl.isEmpty() || prometheusUrl.matches("https?://[^\\s?#]+"),
                "mesh.viz.prometheus-url",
                prometheusUrl,
                "Give what /api/v1 is below: http://prometheus.linkerd-viz.svc.cluster.local:9090.");
        require(mostSeries >= 1_000, "mesh.viz.most-series", mostSeries, "Give a number of at least 1000: 100000.");
        compile(enforcedHost);
        Settings.dnsName("mesh.viz.tap-service-name", tapServiceName);
        require(
                tapMostRps >= 1 && tapMostRps <= 10_000,
                "mesh.viz.tap-most-rps",
                tapMostRps,
                "Give a number from 1 to 10000: 1000.");
        require(
                tapMostTaps >= 1 && tapMostTaps <= 256,
                "mesh.viz.tap-most-taps",
                tapMostTaps,
                "Give a number from 1 to 256: 16.");
        require(
                traceMostSpans >= 2_000 && traceMostSpans <= 1_000_000,
                "mesh.viz.trace-most-spans",
                traceMostSpans,
                "Give a number from 2000 to 1000000: 20000.");
        require(
                traceMostMemory.toMegabytes() >= 1 && traceMostMemory.toMegabytes() <= 1024,
                "mesh.viz.trace-most-memory",
                traceMostMemory,
                "Give a size from 1MB to 1GB: 16MB.");
        tapIgnoreHeaders = List.copyOf(tapIgnoreHeaders);
    }

    /**
     * What sidecars are told of traces.
     *
     * @param collector host and port that take OTLP over gRPC
     * @param account the collector's service account
     * @param namespace of that account
     * @param serviceName of pods whose labels name none
     * @param rootRatio how many of the requests that belong to no trace begin one, 0 to 1
     */
    public record TraceInjection(
            @DefaultValue("collector.linkerd-jaeger:4317") String collector,
            @DefaultValue("collector") String account,
            @DefaultValue("linkerd-jaeger") String namespace,
            @DefaultValue("linkerd-proxy") String serviceName,
            @DefaultValue("1") double rootRatio) {
        /** Refuses what no sidecar could be told, by {@link InvalidSettingException}. */
        public TraceInjection {
            require(
                    collector.matches(HOST_AND_PORT),
                    "mesh.viz.trace-injection.collector",
                    collector,
                    "Give host and port: collector.linkerd-jaeger:4317.");
            Settings.label("mesh.viz.trace-injection.account", account);
            Settings.label("mesh.viz.trace-injection.namespace", namespace);
            require(
                    rootRatio >= 0 && rootRatio <= 1,
                    "mesh.viz.trace-injection.root-ratio",
                    rootRatio,
                    "Give a number from 0 to 1: 0.1.");
        }
    }

    /** How often there is something new to see. */
    Duration liveInterval() {
        return prometheusUrl.isEmpty() ? scrapeInterval : PROMETHEUS_INTERVAL;
    }

    TapSettings tap() {
        Set<String> redacted = tapIgnoreHeaders.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        return new TapSettings(tapMostRps, tapMostTaps, redacted);
    }

    /** Which Host headers are answered. */
    Pattern hosts(String clusterDomain) {
        return enforcedHost.isEmpty()
                ? Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1]|(web|metrics-api)\\.linkerd-viz\\.svc(\\."
                        + Pattern.quote(clusterDomain) + ")?)(:\\d{1,5})?")
                : compile(enforcedHost);
    }

    private static Pattern compile(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new InvalidSettingException(
                    "mesh.viz.enforced-host", expression, "Give a regular expression for the whole Host header.");
        }
    }

    private static void require(boolean good, String property, Object value, String advice) {
        if (!good) {
            throw new InvalidSettingException(property, value, advice);
        }
    }
}
