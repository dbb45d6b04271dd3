package io.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void commandLineWinsOverEnvironmentAndEnvironmentOverDefault() {
        Options options = options(Map.of("EXAMPLE_FAILURE_SHARE", "0.5", "EXAMPLE_PORT", "1"), "--port", "2");

        assertThat(options.port(3)).isEqualTo(2);
        assertThat(options.number("failure-share", 0.1, 0, 1)).isEqualTo(0.5);
        assertThat(options.number("rate", 20, 0, 100)).isEqualTo(20);
    }

    @Test
    void addressesHaveHostAndPort() {
        Options options = options(Map.of(), "--catalog", "catalog.shop.svc:9000", "--target", "http://web:8080");

        assertThat(options.target("catalog")).isEqualTo("catalog.shop.svc:9000");
        assertThat(options.address("target")).isEqualTo(URI.create("http://web:8080"));
    }

    @Test
    void whatCannotBeUsedIsToldWithItsName() {
        assertRefused("--port must be from 0.0 to 65535.0, not 70000", "--port", "70000");
        assertRefused("--port must be from 0.0 to 65535.0, not x", "--port", "x");
        assertRefused("expected --option value, got port", "port", "1");
        assertRefused("expected --option value, got --port", "--port");
        assertThatThrownBy(() -> options(Map.of()).target("catalog")).hasMessage("--catalog is missing");
        assertThatThrownBy(() -> options(Map.of(), "--catalog", "x").target("catalog"))
                .hasMessage("--catalog must be HOST:PORT, not x");
        assertThatThrownBy(() -> ExampleMain.start("shop")).hasMessage("no program named shop");
    }

    private static void assertRefused(String message, String... args) {
        assertThatThrownBy(() -> options(Map.of(), args).port(1))
                .isInstanceOf(Options.InvalidException.class)
                .hasMessage(message);
    }

    private static Options options(Map<String, String> environment, String... args) {
        return Options.parse(args, environment);
    }
}
