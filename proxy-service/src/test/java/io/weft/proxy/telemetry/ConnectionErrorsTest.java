package io.weft.proxy.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** brief-vs-linkerd, 8.4: why a connection failed. */
class ConnectionErrorsTest {
    @BeforeAll
    static void loadTheNamesOfErrors() {
        Epoll.ensureAvailability();
    }

    static Stream<Arguments> causes() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), "refused"),
                Arguments.of(new ConnectTimeoutException("late"), "timeout"),
                Arguments.of(new TimeoutException("late"), "timeout"),
                Arguments.of(new SocketTimeoutException("late"), "timeout"),
                Arguments.of(new SSLHandshakeException("no"), "tls"),
                Arguments.of(new IOException("Connection reset by peer"), "reset"),
                Arguments.of(new IOException("strange"), "other"));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void everyCauseIsOfAKind(Throwable cause, String kind) {
        assertThat(ConnectionErrors.kind(cause)).isEqualTo(kind);
    }

    /** As Netty tells it: one kind of exception, whatever the kernel said, and the number in its words alone. */
    @ParameterizedTest
    @CsvSource({"104, reset", "110, timeout", "111, refused", "99, other"})
    void whatTheKernelSaysOfADialIsOfAKindToo(int errno, String kind) {
        assertThat(ConnectionErrors.kind(new ConnectException(
                        "finishConnect(..) failed with error(-" + errno + "): it says: /[::1]:80")))
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"104, reset", "32, reset", "110, timeout", "111, refused", "5, other"})
    void whatTheKernelSaysOfAConnectionThatStoodIsOfAKindToo(int errno, String kind) {
        assertThat(ConnectionErrors.kind(new Errors.NativeIoException("read", -errno, false)))
                .isEqualTo(kind);
    }
}
