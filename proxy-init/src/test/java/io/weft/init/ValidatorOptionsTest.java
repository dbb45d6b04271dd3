package io.weft.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.testkit.port.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorOptionsTest {
    private final List<String> said = new ArrayList<>();

    @Test
    void whatInjectionWritesIsRead() {
        assertThat(options("--log-format plain --log-level debug --connect-addr 1.1.1.1:20001"
                        + " --listen-addr 0.0.0.0:4140 --timeout 10s"))
                .isEqualTo(new ValidatorOptions(
                        new InetSocketAddress("1.1.1.1", 20001),
                        new InetSocketAddress("0.0.0.0", 4140),
                        Duration.ofSeconds(10),
                        true,
                        LogFormat.PLAIN));
    }

    @Test
    void everyOptionIsRead() {
        assertThat(options("--log-format=json --log-level=warn --connect-addr=[fd00::1]:20002"
                        + " --listen-addr=[::]:4141 --timeout=1m30s"))
                .isEqualTo(new ValidatorOptions(
                        new InetSocketAddress("fd00::1", 20002),
                        new InetSocketAddress("::", 4141),
                        Duration.ofSeconds(90),
                        false,
                        LogFormat.JSON));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --listen 0.0.0.0:4140        | unknown option: --listen
            --connect-addr example.com:1 | --connect-addr example.com:1: no address and port, as 1.1.1.1:20001 is
            --connect-addr 1.1.1.1       | --connect-addr 1.1.1.1: no address and port, as 1.1.1.1:20001 is
            --listen-addr 0.0.0.0:x      | --listen-addr 0.0.0.0:x: no address and port, as 1.1.1.1:20001 is
            --timeout soon               | --timeout soon: no length of time, as 1m30s is
            """)
    void whatCannotBeUsedIsRefusedByName(String words, String message) {
        assertThatThrownBy(() -> options(words))
                .isInstanceOf(UnusableException.class)
                .hasMessage(message);
    }

    @Test
    void whatItSaysHereItMustHearThere() throws IOException {
        InetSocketAddress here = free();
        new ValidatorOptions(here, here, Duration.ofMinutes(1), true, LogFormat.JSON)
                .run(TokenServer.token(), said::add);

        assertThat(said)
                .containsExactly(
                        "{\"level\":\"debug\",\"message\":\"listens at 127.0.0.1:" + here.getPort() + "\"}",
                        "{\"level\":\"debug\",\"message\":\"is connected to 127.0.0.1:" + here.getPort() + "\"}",
                        "{\"level\":\"info\",\"message\":\"connections that leave are redirected to " + here.getPort()
                                + "\"}");
    }

    @Test
    void anAnswerOfSomebodyElseIsNone() throws IOException {
        InetSocketAddress here = free();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TokenServer.start(other, TokenServer.token());
            ValidatorOptions options = to(other, here, Duration.ofMinutes(1));

            assertThatThrownBy(() -> options.run(TokenServer.token(), said::add))
                    .isInstanceOfSatisfying(
                            InitException.class, e -> assertThat(e.exitCode()).isEqualTo(95))
                    .hasMessageStartingWith("somebody else answers at");
        }
        assertThat(said).isEmpty();
    }

    @Test
    void silenceEndsAtTheTimeout() throws IOException {
        InetSocketAddress here = free();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ValidatorOptions options = to(silent, here, Duration.ofMillis(100));

            assertThatThrownBy(() -> options.run(TokenServer.token(), said::add))
                    .isInstanceOfSatisfying(
                            InitException.class, e -> assertThat(e.exitCode()).isEqualTo(95))
                    .hasMessageContaining(
                            "within 100 ms: connections that leave are not redirected to " + here.getPort());
        }
    }

    @Test
    void noTwoTokensAreTheSameAndEachIsOfSixtyThreeSigns() {
        assertThat(List.of(TokenServer.token(), TokenServer.token()))
                .doesNotHaveDuplicates()
                .allMatch(token -> token.matches("[A-Za-z0-9]{63}"));
    }

    private static ValidatorOptions to(ServerSocket server, InetSocketAddress here, Duration timeout) {
        return new ValidatorOptions(
                new InetSocketAddress(server.getInetAddress(), server.getLocalPort()),
                here,
                timeout,
                false,
                LogFormat.PLAIN);
    }

    private static InetSocketAddress free() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.take());
    }

    private static ValidatorOptions options(String words) {
        return ValidatorOptions.read(List.of(words.split(" ", -1)));
    }
}
