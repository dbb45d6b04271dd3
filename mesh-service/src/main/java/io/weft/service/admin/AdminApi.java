package io.weft.service.admin;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;

/**
 * By a bean of this kind a service says that it has a REST admin API on its HTTP port.
 *
 * @param service what an operator's role calls it: {@code identity}
 * @param document the OpenAPI document, JSON, served as {@code /api/v1/openapi.json}
 * @param alike other paths of that port, as patterns, that want a caller who may just the same
 */
public record AdminApi(String service, Resource document, List<String> alike) {
    /** Everything below it wants a caller who may. */
    public static final String ROOT = "/api/v1";

    private static final String PATHS = ROOT + "/**";

    public AdminApi {
        alike = List.copyOf(alike);
    }

    /** Nothing beside {@link #ROOT}. */
    public AdminApi(String service, Resource document) {
        this(service, document, List.of());
    }

    /** Everything that is guarded, as patterns. */
    List<String> guarded() {
        return Stream.concat(Stream.of(PATHS), alike.stream()).toList();
    }

    /**
     * What an operator's role names: {@code /weft/identity/api/v1/issuer}. Not the path alone: every cluster lets whoever has
     * a token read {@code /api/*} of the API server, and a role cannot say whose path it means.
     */
    String asked(String path) {
        return "/weft/" + service + path;
    }
}
