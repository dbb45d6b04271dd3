package io.weft.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketTimesTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 1, 0, 1",
        "PT0.2S, 200, 200, 1",
        "PT19S, 19000, 19000, 19",
        "PT24H, 86400000, 86400000, 32767",
        "PT720H, 2147483647, 2147483647, 32767"
    })
    void whatNoSocketTakesIsTheNearestThatItTakes(Duration duration, int connect, int user, int keepalive) {
        assertThat(SocketTimes.connect(duration)).isEqualTo(connect);
        assertThat(SocketTimes.user(duration)).isEqualTo(user);
        assertThat(SocketTimes.keepalive(duration)).isEqualTo(keepalive);
    }
}
