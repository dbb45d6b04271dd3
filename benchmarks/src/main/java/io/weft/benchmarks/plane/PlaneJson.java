package io.weft.benchmarks.plane;

import com.fasterxml.jackson.annotation.JsonProperty;
import tools.jackson.databind.json.JsonMapper;

/** A result for programs: medians of the rounds, on one line. */
final class PlaneJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private PlaneJson() {}

    private record Row(
            int services,
            int endpoints,
            int streams,
            @JsonProperty("update_ms") Millis updates,
            @JsonProperty("rss_mb") double rss) {}

    private record Millis(double p50, double p99, double max) {}

    static String render(PlaneResult result) {
        Plan plan = result.plan();
        Millis updates = new Millis(
                rounded(result.median(round -> round.updates().p50())),
                rounded(result.median(round -> round.updates().p99())),
                rounded(result.median(round -> round.updates().max())));
        double rss = rounded(result.median(Round::rss));
        return MAPPER.writeValueAsString(
                        new Row(plan.world().services(), plan.world().endpoints(), plan.streams(), updates, rss))
                + "\n";
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
