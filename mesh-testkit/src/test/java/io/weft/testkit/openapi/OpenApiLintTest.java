package io.weft.testkit.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;

class OpenApiLintTest {
    private static final String SOUND = """
            {"openapi": "3.1.0", "info": {"title": "things", "version": "1"},
             "paths": {"/api/v1/things/{name}": {"get": {"operationId": "thing", "summary": "One thing",
               "parameters": [{"name": "name", "in": "path", "required": true, "schema": {"type": "string"}}],
               "responses": {"200": {"description": "it", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                 "401": {"description": "unknown"}, "403": {"description": "denied"}, "503": {"description": "later"}}}}},
             "components": {"schemas": {"Thing": {"type": "object"}}}}""";

    @Test
    void soundDocumentHasNoFault() {
        assertThat(faults(SOUND, "/api/v1/things/{name}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "title": "things",                   |                                 | info.title
            "operationId": "thing",              |                                 | operationId
            "summary": "One thing",              |                                 | summary
            "description": "it",                 |                                 | description
            "in": "path",                        |                                 | .in
            "403": {"description": "denied"},    |                                 | refusals
            "Thing": {"type": "object"}          | "Thong": {"type": "object"}     | leads nowhere
            "openapi": "3.1.0"                   | "openapi": "9"                  | there are no paths""")
    void eachFaultIsNamed(String sound, @org.jspecify.annotations.Nullable String broken, String named) {
        List<String> faults = faults(SOUND.replace(sound, broken == null ? "" : broken), "/api/v1/things/{name}");
        assertThat(faults).anySatisfy(fault -> assertThat(fault).contains(named));
    }

    @Test
    void routeThatIsNotDescribedAndDescriptionOfNoRouteAreNamed() {
        assertThat(faults(SOUND, "/api/v1/others"))
                .containsExactlyInAnyOrder(
                        "GET /api/v1/others is not described", "GET /api/v1/things/{name} is not served");
    }

    @Test
    void refusalsArePartOfWhatIsGuardedAlone() {
        String open = SOUND.replace("\"403\": {\"description\": \"denied\"},", "");
        RequestMappingInfo served = RequestMappingInfo.paths("/api/v1/things/{name}")
                .methods(RequestMethod.GET)
                .build();
        assertThat(OpenApiLint.faults(open, Set.of(served), "/api/", path -> false))
                .isEmpty();
        assertThat(OpenApiLint.faults(open, Set.of(served), "/api/", path -> path.startsWith("/api/v1")))
                .hasSize(1);
    }

    private static List<String> faults(String document, String route) {
        RequestMappingInfo served =
                RequestMappingInfo.paths(route).methods(RequestMethod.GET).build();
        return OpenApiLint.faults(document, Set.of(served), "/api/");
    }
}
