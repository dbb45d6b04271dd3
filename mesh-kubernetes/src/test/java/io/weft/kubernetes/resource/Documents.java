package io.weft.kubernetes.resource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads documents written in the tests. */
final class Documents {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final ResourceReader READER = new ResourceReader();

    private Documents() {}

    static Reading reading(String document) {
        return READER.read(YAML.readTree(document));
    }

    static <R extends Resource> R read(Class<R> type, String document) {
        return type.cast(((Reading.Known) reading(document)).resource());
    }

    /** As an API server has it; what is not known of it is added to {@code unknown}. */
    static <R extends Resource> R served(Class<R> type, String document, List<String> unknown) {
        return type.cast(((Reading.Known) READER.readServed(YAML.readTree(document), unknown::add)).resource());
    }

    /** What is wrong with {@code document}. */
    static AbstractThrowableAssert<?, ? extends Throwable> refusal(String document) {
        return assertThatThrownBy(() -> reading(document)).isInstanceOf(ResourceException.class);
    }

    /** A document of kind {@code Kind} at {@code group/version}, called shop/web, with this {@code spec} and the like. */
    static String document(String apiVersion, String kind, String rest) {
        return """
                apiVersion: %s
                kind: %s
                metadata: {namespace: shop, name: web}
                %s
                """.formatted(apiVersion, kind, rest.stripIndent());
    }
}
