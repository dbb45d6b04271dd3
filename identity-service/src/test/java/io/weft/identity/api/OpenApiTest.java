package io.weft.identity.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiTest {
    private final JsonNode document = read();

    @Test
    void fieldsOfTheAnswersAreThoseOfTheSchemas() {
        Map<String, Class<?>> records = Map.of(
                "Certificate", CertificateJson.class,
                "Anchors", AnchorsJson.class,
                "Issuer", IssuerJson.class,
                "Issuances", IssuancesJson.class,
                "Issuance", IssuancesJson.IssuanceJson.class);
        assertThat(schemas((name, schema) -> schema.path("properties"), records.keySet()))
                .isEqualTo(fields(records, false));
        assertThat(schemas((name, schema) -> named(schema.path("required")), records.keySet()))
                .as("required")
                .isEqualTo(fields(records, true));
    }

    private interface Part {
        JsonNode of(String name, JsonNode schema);
    }

    private Map<String, Set<String>> schemas(Part part, Set<String> names) {
        Map<String, Set<String>> found = new TreeMap<>();
        document.path("components").path("schemas").properties().stream()
                .filter(entry -> names.contains(entry.getKey()))
                .forEach(entry -> found.put(
                        entry.getKey(),
                        new TreeSet<>(part.of(entry.getKey(), entry.getValue()).propertyNames())));
        return found;
    }

    private static Map<String, Set<String>> fields(Map<String, Class<?>> records, boolean required) {
        Map<String, Set<String>> found = new TreeMap<>();
        records.forEach((name, type) -> found.put(
                name,
                Arrays.stream(type.getRecordComponents())
                        .filter(field -> !required || !field.getAnnotatedType().isAnnotationPresent(Nullable.class))
                        .map(java.lang.reflect.RecordComponent::getName)
                        .collect(Collectors.toCollection(TreeSet::new))));
        return found;
    }

    private static JsonNode named(JsonNode list) {
        var object = JsonMapper.shared().createObjectNode();
        list.forEach(each -> object.put(each.asString(), true));
        return object;
    }

    private static JsonNode read() {
        try (InputStream in = AuthorityApi.description().document().getInputStream()) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
