package io.weft.proxy.outbound;

import io.weft.core.ResourceRef;
import io.weft.proxy.telemetry.Labels;

/**
 * What a policy comes from, as the metrics say it.
 *
 * @see "metrics, 5: parent, route, backend"
 */
final class PolicyLabels {
    private PolicyLabels() {}

    static Labels parent(ResourceRef ref) {
        return withPort("parent", ref);
    }

    static Labels backend(ResourceRef ref) {
        return withPort("backend", ref);
    }

    static Labels route(ResourceRef ref) {
        return Labels.of(
                "route_group", ref.group(),
                "route_kind", ref.kind(),
                "route_namespace", ref.namespace(),
                "route_name", ref.name());
    }

    private static Labels withPort(String what, ResourceRef ref) {
        return Labels.of(
                what + "_group", ref.group(),
                what + "_kind", ref.kind(),
                what + "_namespace", ref.namespace(),
                what + "_name", ref.name(),
                what + "_port", ref.port() == 0 ? "" : Integer.toString(ref.port()),
                what + "_section_name", ref.section());
    }
}
