package io.weft.viz.metrics;

import io.weft.viz.services.KnownServices;

/** Which Services there are. Pure. */
public final class ServicesQuery {
    private ServicesQuery() {}

    /** {@code namespace} empty: of all. */
    public static ServicesJson answer(KnownServices services, String namespace) {
        return new ServicesJson(services.all().stream()
                .filter(each -> namespace.isEmpty() || each.namespace().equals(namespace))
                .map(each -> new ServicesJson.Service(each.name(), each.namespace()))
                .toList());
    }
}
