package io.weft.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocsManifestsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("pages")
    void everyManifestOnAPageIsOneTheMeshTakes(Path page) {
        assertThat(Manifests.complaints(page)).isEmpty();
    }

    @Test
    void whatTheMeshWouldRefuseIsNamed() throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, """
                ```yaml
                just: a piece
                ```
                ```yaml
                apiVersion: v1
                kind: Namespace
                ---
                apiVersion: policy.linkerd.io/v1beta3
                kind: Server
                metadata: {name: web, namespace: shop}
                spec: {podSelector: {}, port: 0}
                ```
                """);

        assertThat(Manifests.complaints(page))
                .singleElement()
                .asString()
                .contains("page.md")
                .contains("port");
    }

    static Stream<Path> pages() {
        return DocsLinksTest.pages();
    }
}
