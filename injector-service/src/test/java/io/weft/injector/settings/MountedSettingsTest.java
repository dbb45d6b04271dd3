package io.weft.injector.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountedSettingsTest {
    private static final String PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path values;
    private Path anchors;

    @BeforeEach
    void write() throws IOException {
        values = Files.writeString(folder.resolve("values"), "{linkerdVersion: 0.1.0, proxy: {logLevel: info}}");
        anchors = Files.writeString(folder.resolve("ca-bundle.crt"), PEM);
    }

    @Test
    void changedFilesAreReadAnew() throws IOException {
        MountedSettings settings = new MountedSettings(values, anchors, "linkerd");
        assertThat(settings.current().values().text("proxy.logLevel")).isEqualTo("info");

        Files.writeString(values, "{proxy: {logLevel: debug}}");
        Files.writeString(anchors, PEM + PEM);
        settings.run();

        assertThat(settings.current().values().text("proxy.logLevel")).isEqualTo("debug");
        assertThat(settings.current().trustAnchors()).isEqualTo(PEM + PEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy: [", "", "just text", "{values: {}}"})
    void whatCannotBeReadLeavesWhatWasRead(String broken) throws IOException {
        MountedSettings settings = new MountedSettings(values, anchors, "linkerd");

        Files.writeString(values, broken);
        settings.run();

        assertThat(settings.current().values().text("proxy.logLevel")).isEqualTo("info");
    }

    @Test
    void withoutAnAnchorItDoesNotBegin() throws IOException {
        Files.writeString(anchors, "");

        assertThatThrownBy(() -> new MountedSettings(values, anchors, "linkerd"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no certificate");
    }
}
