package io.weft.service.admin;

import org.springframework.core.io.Resource;

/**
 * By a bean of this kind a service says that it has a REST admin API on its HTTP port.
 *
 * @param service what an operator's role calls it: {@code identity}
 * @param document the OpenAPI document, JSON, served as {@code /api/v1/openapi.json}
 */
public record AdminApi(String service, Resource document) {
    /** Everything below it wants a caller who may. */
    public static final String ROOT = "/api/v1";

    static final String PATHS = ROOT + "/**";

    /**
     * What an operator's role names: {@code /weft/identity/api/v1/issuer}. Not the path alone: every cluster lets whoever has
     * a token read {@code /api/*} of the API server, and a role cannot say whose path it means.
     */
    String asked(String path) {
        return "/weft/" + service + path;
    }
}
