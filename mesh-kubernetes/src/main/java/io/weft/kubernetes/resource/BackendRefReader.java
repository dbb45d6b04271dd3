package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.Route.BackendRef;

/** Reads where the requests of a rule go. */
final class BackendRefReader {
    private static final int MOST_WEIGHT = 1_000_000;

    private BackendRefReader() {}

    /** @param namespace of the route, where the reference names none */
    static BackendRef read(Field ref, ResourceKind kind, String namespace) {
        ref.objectOf("group", "kind", "name", "namespace", "port", "weight", "filters");
        int weight = ref.get("weight").countOr(1);
        ref.get("weight").require(weight <= MOST_WEIGHT, "at most 1000000 is allowed");
        BackendRef read = new BackendRef(
                ref.get("group").stringOr(Groups.CORE),
                ref.get("kind").stringOr("Service"),
                ref.get("namespace").ifPresent().map(Names::label).orElse(namespace),
                Names.subdomain(ref.get("name")),
                RouteReader.port(ref.get("port")),
                weight,
                ref.get("filters").items(filter -> RouteFilterReader.read(filter, kind)));
        ref.get("port")
                .require(
                        read.port().isPresent() || !read.isService() || kind == ResourceKind.HTTP_ROUTE,
                        "the port of a Service is required");
        return read;
    }
}
