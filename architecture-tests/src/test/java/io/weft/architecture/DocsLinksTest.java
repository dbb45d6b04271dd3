package io.weft.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocsLinksTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkOfAPageLeadsWhereItSays(Path page) {
        assertThat(Links.complaints(page)).isEmpty();
    }

    @Test
    void whateverLeadsNowhereIsNamed() throws IOException {
        Files.writeString(folder.resolve("Right.java"), "");
        Path page = folder.resolve("page.md");
        Files.writeString(page, """
                # What runs where?
                [gone](gone.md) [`Wrong`](Right.java) [`Right`](Right.java) [here](#what-runs-where) [no](#nothing)
                [far](https://example.com/gone)
                ```
                [in a fence](gone.md)
                ```
                """);

        assertThat(Links.complaints(page))
                .isEqualTo(List.of(
                        page + ": gone.md does not exist",
                        page + ": `Wrong` leads to " + folder.resolve("Right.java"),
                        page + ": " + page + " has no heading #nothing"));
    }

    static Stream<Path> pages() {
        return Repository.pages().stream();
    }
}
