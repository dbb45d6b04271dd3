package io.weft.proxy.trace.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** See proxy-behaviour, 12: resource. */
class ResourceTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theEnvironmentWinsOverExtrasOverLabelsOverTheName() throws IOException {
        Path labels = Files.writeString(
                folder.resolve("labels"), "app=\"web\"\nservice.name=\"labels\"\na=\"labels\"\nb=\"labels\"\n");

        Resource resource = Resource.of(
                "node-1", Optional.of("given"), Optional.of(labels), "a=extra\nb=extra", "b=environment\n\nnonsense");

        assertThat(resource.attributes())
                .isEqualTo(Map.of(
                        "host.name", "node-1",
                        "service.name", "labels",
                        "app", "web",
                        "a", "extra",
                        "b", "environment"));
    }

    @Test
    void labelsThatCannotBeReadAreMissing() {
        Resource resource = Resource.of("", Optional.of("given"), Optional.of(folder.resolve("absent")), "", "");

        assertThat(resource.attributes()).isEqualTo(Map.of("service.name", "given"));
    }
}
