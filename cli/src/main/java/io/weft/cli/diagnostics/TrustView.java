package io.weft.cli.diagnostics;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The trust bundle in force, and whether every sidecar has followed. Pure.
 *
 * @param version as identity-service tells it; empty: it has no anchors
 * @param anchors how many it has
 * @param complete whether no sidecar can be missing
 */
record TrustView(String version, int anchors, boolean complete, List<Proxy> proxies) {
    /**
     * One sidecar.
     *
     * @param behind why the next step has to wait for it; empty: it need not
     */
    record Proxy(String namespace, String name, String version, String certifiedAt, String behind) {}

    /**
     * Joins both answers.
     *
     * @param renewedSince leaves must not be older
     */
    static TrustView of(String identity, String viz, Optional<Instant> renewedSince) {
        JsonNode wanted = JsonMapper.shared().readTree(identity);
        JsonNode told = JsonMapper.shared().readTree(viz);
        String version = wanted.path("version").asString();
        return new TrustView(
                version,
                wanted.path("anchors").size(),
                told.path("workloadsCurrent").booleanValue(false),
                told.path("proxies")
                        .valueStream()
                        .map(each -> proxy(each, version, renewedSince))
                        .toList());
    }

    /** Whether the next step of a roll-over may be taken. */
    boolean allFollowed() {
        return complete
                && !version.isEmpty()
                && !proxies.isEmpty()
                && proxies.stream().allMatch(each -> each.behind().isEmpty());
    }

    private static Proxy proxy(JsonNode each, String wanted, Optional<Instant> renewedSince) {
        String version = each.path("version").asString("");
        String certified = each.path("certifiedAt").asString("");
        boolean renewed = renewedSince
                .map(since -> !certified.isEmpty() && !Instant.parse(certified).isBefore(since))
                .orElse(true);
        return new Proxy(
                each.path("namespace").asString(),
                each.path("name").asString(),
                version,
                certified,
                behind(version, wanted, renewed));
    }

    private static String behind(String version, String wanted, boolean renewed) {
        if (version.isEmpty()) {
            return "does not report";
        }
        if (!version.equals(wanted)) {
            return "trusts other anchors";
        }
        return renewed ? "" : "leaf not renewed";
    }
}
