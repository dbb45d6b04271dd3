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
 * @param destination host and port of destination-service's gRPC
 * @param scrapeInterval between two rounds, 1 s to 1 min
 * @param scrapeTimeout for one sidecar's answer, 100 ms to the interval
 * @param scrapeLimit of one sidecar's answer
 * @param scrapeConcurrency how many sidecars are asked at once, 1 to 256
 * @param prometheusUrl of a Prometheus that scrapes the sidecars, to be asked in place of our own memory; empty: none
 * @param retention the longest window that can be asked for, one interval to 10 min
 * @param mostSeries kept over all workloads, at about 500 bytes each, and as much again in the default window once one counted
 * @param enforcedHost regular expression for the whole Host header, port included; empty: loopback and the Service's names
 * @param tapMostRps requests a second that one tap shows, whatever it asks for, 1 to 10000
 * @param tapMostTaps at once, 1 to 256
 * @param tapIgnoreHeaders names of headers that no tap shows
 * @param traceMostSpans kept over all traces, 2000 to 1000000
 * @param traceMostMemory about how much memory they may take, 1MB to 1GB
 */
@ConfigurationProperties("mesh.viz")
public record VizProperties(
        @DefaultValue("linkerd-dst.linkerd.svc.cluster.local:8087")
        String destination,

        @DefaultValue("2s") Duration scrapeInterval,
        @DefaultValue("1500ms") Duration scrapeTimeout,
        @DefaultValue("4MB") DataSize scrapeLimit,
        @DefaultValue("8") int scrapeConcurrency,
        @DefaultValue("") String prometheusUrl,
        @DefaultValue("5m") Duration retention,
        @DefaultValue("50000") int mostSeries,
        @DefaultValue("") String enforcedHost,
        @DefaultValue("1000") int tapMostRps,
        @DefaultValue("16") int tapMostTaps,

        @DefaultValue({"authorization", "proxy-authorization", "cookie", "set-cookie"})
        List<String> tapIgnoreHeaders,

        @DefaultValue("20000") int traceMostSpans,
        @DefaultValue("16MB") DataSize traceMostMemory) {

    /** Of the chart's Prometheus, and of ours for one machine. */
    static final Duration PROMETHEUS_INTERVAL = Duration.ofSeconds(10);

    /** Refuses what the service cannot run with, by {@link InvalidSettingException}. */
    public VizProperties {
        require(
                destination.matches("[^:/\\s]+:\\d{1,5}"),
                "mesh.viz.destination",
                destination,
                "Give host and port: linkerd-dst.linkerd.svc.cluster.local:8087.");
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
        require(mostSeries >= 1_000, "mesh.viz.most-series", mostSeries, "Give a number of at least 1000: 50000.");
        compile(enforcedHost);
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
                ? Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1]|web\\.linkerd-viz\\.svc(\\."
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
