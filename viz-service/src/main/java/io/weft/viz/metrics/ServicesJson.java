package io.weft.viz.metrics;

import java.util.List;

/** As {@code linkerd2.viz.ListServicesResponse}. */
public record ServicesJson(List<Service> services) {
    /** A Service. */
    public record Service(String name, String namespace) {}
}
