package io.weft.service.admin;

import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The document, to whoever may read it. */
@RestController
final class OpenApiPage {
    private static final String EVERY = "openapi-every.json";
    private static final String FEED = "openapi-feed.json";

    private final byte[] document;

    /** @param feed whether the service has one to tell of */
    OpenApiPage(AdminApi api, boolean feed) {
        document = OpenApiDocument.of(
                api.document(), feed ? List.of(shared(EVERY), shared(FEED)) : List.of(shared(EVERY)));
    }

    @GetMapping(value = AdminApi.ROOT + "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] document() {
        return document;
    }

    private static Resource shared(String name) {
        return new ClassPathResource(name, OpenApiPage.class);
    }
}
