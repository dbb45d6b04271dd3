package io.weft.service.admin;

import org.springframework.core.io.Resource;

/**
 * By a bean of this kind a service says that it has a REST admin API on its HTTP port.
 *
 * @param document the OpenAPI document, JSON, served as {@code /api/v1/openapi.json}
 */
public record AdminApi(Resource document) {
    /** Everything below it wants a caller who may. */
    public static final String ROOT = "/api/v1";

    static final String PATHS = ROOT + "/**";
}
