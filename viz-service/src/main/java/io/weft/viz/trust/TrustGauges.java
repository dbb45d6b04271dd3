package io.weft.viz.trust;

import io.weft.viz.window.SeriesName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a sidecar says of its trust in the text of its metrics; what cannot be read is not said. Pure.
 *
 * @param version of the bundle in force; empty if none is
 * @param certifiedAt when its leaf was made
 * @param expiresAt when its leaf expires
 */
record TrustGauges(Optional<String> version, Optional<Instant> certifiedAt, Optional<Instant> expiresAt) {
    private static final String FAMILIES = "control_identity_";
    private static final String BUNDLE = "control_identity_trust_bundle{";
    private static final String CERTIFIED = "control_identity_cert_refresh_timestamp_seconds ";
    private static final String EXPIRES = "control_identity_cert_expiration_timestamp_seconds ";

    static TrustGauges read(String text) {
        List<String> lines =
                text.lines().filter(line -> line.startsWith(FAMILIES)).toList();
        return new TrustGauges(
                lines.stream()
                        .filter(line -> line.startsWith(BUNDLE))
                        .flatMap(line -> inForce(line).stream())
                        .findFirst(),
                moment(lines, CERTIFIED),
                moment(lines, EXPIRES));
    }

    private static Optional<Instant> moment(List<String> lines, String gauge) {
        return lines.stream()
                .filter(line -> line.startsWith(gauge))
                .flatMap(line -> number(line.substring(gauge.length())).stream())
                .findFirst()
                .map(seconds -> Instant.ofEpochSecond(seconds.longValue()));
    }

    /** The version, if the bundle has anchors: without any it is one that was in force before. */
    private static Optional<String> inForce(String line) {
        int end = line.lastIndexOf('}') + 1;
        return number(line.substring(end))
                .filter(anchors -> anchors > 0)
                .flatMap(_ -> SeriesName.labels(line.substring(0, end)))
                .map(labels -> labels.getOrDefault("version", ""))
                .filter(version -> !version.isEmpty());
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.parseDouble(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
