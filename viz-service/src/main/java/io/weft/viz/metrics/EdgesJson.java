package io.weft.viz.metrics;

import java.util.List;

/** {@code {"ok":{"edges":[…]}}}. */
public record EdgesJson(Ok ok) {
    public record Ok(List<EdgeJson> edges) {}

    static EdgesJson of(List<EdgeJson> edges) {
        return new EdgesJson(new Ok(edges));
    }
}
