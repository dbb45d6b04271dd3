package io.weft.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
    private static final String ALPHABET = "ab1.:[]-/ ";

    @ParameterizedTest
    @CsvSource({
        "web,            web,      80",
        "web:8080,       web,      8080",
        "web.shop.svc:1, web.shop.svc, 1",
        "10.1.0.7:65535, 10.1.0.7, 65535",
        "[::1],          ::1,      80",
        "[fd00::7]:9000, fd00::7,  9000"
    })
    void hostAndPortAreRead(String text, String host, int port) {
        assertThat(Authority.parse(text, 80)).contains(new Authority(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ":80", "web:", "web:0", "web:65536", "web:100000", "web:+80", "web:8x", "web:80:90", "::1",
                        "fd00::7",
                "[::1", "::1]", "[]", "[]:80", "[::1]80", "x[::1]:80", "[web]:80", "[[::1]]:80", "we]b", "]", "web:٣"
            })
    void whatNamesNoHostAndPortIsNotGuessed(String text) {
        assertThat(Authority.parse(text, 80)).isEmpty();
    }

    @Test
    void whateverIsReadIsWrittenSoThatItReadsTheSame() {
        Random random = new Random(17);
        for (int i = 0; i < 200_000; i++) {
            String text = text(random);
            Optional<Authority> read = Authority.parse(text, 80);
            assertThat(read.flatMap(authority -> Authority.parse(authority.toString(), 1)))
                    .as(text)
                    .isEqualTo(read);
        }
    }

    @Test
    void anAuthorityNeedsAHostAndAPort() {
        assertThatThrownBy(() -> new Authority("", 80)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Authority("web", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Authority("web", 65_536)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(9); length > 0; length--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
