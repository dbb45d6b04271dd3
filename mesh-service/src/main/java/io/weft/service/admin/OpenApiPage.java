package io.weft.service.admin;

import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The document, to whoever may read it. */
@RestController
final class OpenApiPage {
    private final AdminApi api;

    OpenApiPage(AdminApi api) {
        this.api = api;
    }

    @GetMapping(value = AdminApi.ROOT + "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    Resource document() {
        return api.document();
    }
}
