package io.weft.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalHostTest {
    @ParameterizedTest
    @ValueSource(strings = {"api.example.com", "API.Example.COM", "api.example.com."})
    void hasOneNameHoweverItIsWritten(String text) {
        assertThat(ExternalHost.parse(text, true)).contains(new ExternalHost("api.example.com", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "a..b", "-a.b", "a-.b", "a b", "192.0.2.1", "127.1", "7", "[::1]", "::1", "a:80", "ü.de"
            })
    void whatIsNoNameIsNone(String text) {
        assertThat(ExternalHost.parse(text, true)).isEqualTo(Optional.empty());
    }

    @Test
    void isCalledWithoutThePortOfItsProtocol() {
        assertThat(new ExternalHost("a.io", true).authority(443)).isEqualTo("a.io");
        assertThat(new ExternalHost("a.io", true).authority(80)).isEqualTo("a.io:80");
        assertThat(new ExternalHost("a.io", false).authority(80)).isEqualTo("a.io");
        assertThat(new ExternalHost("a.io", false).authority(443)).isEqualTo("a.io:443");
    }
}
