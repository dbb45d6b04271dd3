package io.weft.proxy.outbound.discover;

import static io.weft.proxy.outbound.discover.Messages.millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.api.destination.Http2ClientParams;
import io.weft.core.Http2Params;
import io.weft.core.Http2Params.KeepAlive;
import io.weft.core.Http2Params.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** wire-behaviour, 1.5: Endpoint metadata, http2. */
class Http2ParamsTranslatorTest {
    private final List<String> warnings = new ArrayList<>();

    @Test
    void everythingIsRead() {
        Http2ClientParams message = Http2ClientParams.newBuilder()
                .setFlowControl(Http2ClientParams.FlowControl.newBuilder()
                        .setInitialConnectionWindowSize(2_000_000)
                        .setInitialStreamWindowSize(70_000))
                .setKeepAlive(Http2ClientParams.KeepAlive.newBuilder()
                        .setInterval(millis(10_000))
                        .setTimeout(millis(3_000))
                        .setWhileIdle(true))
                .setInternals(Http2ClientParams.Internals.newBuilder().setMaxFrameSize(20_000))
                .build();

        assertThat(read(message))
                .isEqualTo(new Http2Params(
                        Optional.of(new Windows(2_000_000, 70_000)),
                        Optional.of(new KeepAlive(Duration.ofSeconds(10), Duration.ofSeconds(3), true)),
                        OptionalInt.of(20_000)));
        assertThat(warnings).isEmpty();
    }

    @Test
    void whatIsNotFollowedIsNamedWithTheSameWordsForEveryEndpoint() {
        Http2ClientParams message = Http2ClientParams.newBuilder()
                .setFlowControl(Http2ClientParams.FlowControl.newBuilder().setAdaptiveFlowControl(true))
                .setInternals(Http2ClientParams.Internals.newBuilder()
                        .setMaxConcurrentResetStreams(10)
                        .setMaxSendBufSize(20_000))
                .build();

        read(message);

        assertThat(warnings)
                .containsExactly(
                        "the control plane asks for http2.flow_control.adaptive_flow_control, but this version does not"
                                + " follow it",
                        "the control plane asks for http2.internals.max_concurrent_reset_streams, but this version does"
                                + " not follow it",
                        "the control plane asks for http2.internals.max_send_buf_size, but this version does not follow"
                                + " it");
    }

    @Test
    void zerosAskForNothing() {
        read(Http2ClientParams.newBuilder()
                .setFlowControl(Http2ClientParams.FlowControl.newBuilder()
                        .setInitialConnectionWindowSize(2_000_000)
                        .setInitialStreamWindowSize(70_000))
                .setInternals(Http2ClientParams.Internals.newBuilder()
                        .setMaxConcurrentResetStreams(0)
                        .setMaxSendBufSize(0))
                .build());

        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 70000, false", "2000000, 0, false", "-1, 70000, false", "2000000, 70000, true"})
    void windowsCountIfBothArePositiveAndNotAdaptive(int connection, int stream, boolean adaptive) {
        Http2ClientParams message = Http2ClientParams.newBuilder()
                .setFlowControl(Http2ClientParams.FlowControl.newBuilder()
                        .setInitialConnectionWindowSize(connection)
                        .setInitialStreamWindowSize(stream)
                        .setAdaptiveFlowControl(adaptive))
                .build();

        assertThat(read(message)).isEqualTo(Http2Params.NONE);
    }

    @Test
    void keepAliveCountsIfIntervalAndTimeoutArePresentAndPositive() {
        Http2ClientParams.KeepAlive interval = Http2ClientParams.KeepAlive.newBuilder()
                .setInterval(millis(10_000))
                .build();
        Http2ClientParams.KeepAlive timeout = Http2ClientParams.KeepAlive.newBuilder()
                .setTimeout(millis(3_000))
                .build();

        assertThat(keepAlive(interval)).isEmpty();
        assertThat(keepAlive(timeout)).isEmpty();
        assertThat(keepAlive(timeout.toBuilder().setInterval(millis(0)).build()))
                .isEmpty();
        assertThat(keepAlive(timeout.toBuilder().setInterval(millis(-5)).build()))
                .isEmpty();
        assertThat(keepAlive(timeout.toBuilder().setInterval(millis(5)).build()))
                .contains(new KeepAlive(Duration.ofMillis(5), Duration.ofSeconds(3), false));
    }

    @ParameterizedTest
    @CsvSource({"0", "16383", "16777216", "-1"})
    void aFrameSizeThatHttp2DoesNotKnowIsIgnored(int bytes) {
        Http2ClientParams message = Http2ClientParams.newBuilder()
                .setInternals(Http2ClientParams.Internals.newBuilder().setMaxFrameSize(bytes))
                .build();

        assertThat(read(message)).isEqualTo(Http2Params.NONE);
    }

    private Http2Params read(Http2ClientParams message) {
        return Http2ParamsTranslator.read(message, warnings::add);
    }

    private Optional<KeepAlive> keepAlive(Http2ClientParams.KeepAlive keepAlive) {
        return read(Http2ClientParams.newBuilder().setKeepAlive(keepAlive).build())
                .keepAlive();
    }
}
