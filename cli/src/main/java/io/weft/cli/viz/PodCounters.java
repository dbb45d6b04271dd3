package io.weft.cli.viz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the clients of pods proved, by the counters of the pods' own sidecars: since each started, whatever a window says. A
 * kubelet's probes and what never left the pod do not count. Not thread-safe.
 *
 * @see "brief-vs-linkerd, 3.3; metrics, labels of inbound series"
 */
final class PodCounters {
    private static final Pattern SERIES = Pattern.compile(
            "^(?<family>request_total|tcp_open_total)\\{(?<labels>.*direction=\"inbound\".*)\\} (?<value>\\S+)$",
            Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private boolean meshed;
    private boolean nameless;

    private record Series(boolean isRequests, Map<String, String> labels) {
        String label(String name) {
            return labels.getOrDefault(name, "");
        }

        boolean isMeshed() {
            return label("tls").equals("true") && !label("client_id").isEmpty();
        }

        boolean isProbe() {
            return label("tls").equals("no_identity")
                    && label("route_kind").equals("default")
                    && label("route_name").equals("probe");
        }

        boolean isLocal() {
            return label("no_tls_reason").equals("loopback") || label("peer").equals("dst");
        }
    }

    /** Adds one pod; {@code metrics} is what its admin port tells. */
    void add(String metrics) {
        List<Series> series = read(metrics);
        Set<String> probed = new HashSet<>();
        Set<String> called = new HashSet<>();
        series.stream()
                .filter(each -> each.isRequests() && !each.isMeshed() && !each.isLocal())
                .forEach(each -> (each.isProbe() ? probed : called).add(each.label("target_addr")));
        probed.removeAll(called);
        for (Series each : series) {
            if (each.isMeshed()) {
                meshed = true;
            } else if (!each.isLocal() && !each.isProbe() && (each.isRequests() || !carriesProbes(each, probed))) {
                nameless = true;
            }
        }
    }

    /** {@code mtls}, also when nobody came; {@code mixed}; {@code none}: plaintext only. */
    String text() {
        if (!nameless) {
            return "mtls";
        }
        return meshed ? "mixed" : "none";
    }

    /** Whether the plaintext connection came for a probe: all plaintext requests of its port did. */
    private static boolean carriesProbes(Series connections, Set<String> probed) {
        return connections.label("tls").equals("no_identity") && probed.contains(connections.label("target_addr"));
    }

    private static List<Series> read(String metrics) {
        List<Series> all = new ArrayList<>();
        Matcher line = SERIES.matcher(metrics);
        while (line.find()) {
            if (Double.parseDouble(line.group("value")) > 0) {
                Map<String, String> labels = new HashMap<>();
                Matcher label = LABEL.matcher(line.group("labels"));
                while (label.find()) {
                    labels.put(label.group(1), label.group(2));
                }
                all.add(new Series(line.group("family").equals("request_total"), labels));
            }
        }
        return all;
    }
}
