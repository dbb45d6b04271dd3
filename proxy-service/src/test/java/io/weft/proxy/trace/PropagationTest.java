package io.weft.proxy.trace;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.weft.proxy.trace.TraceContext.Wire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** See proxy-behaviour, 12: propagation, forwarding. */
class PropagationTest {
    private static final long HIGH = 0x4bf92f3577b34da6L;
    private static final long LOW = 0xa3ce929d0e0e4736L;
    private static final long PARENT = 0x00f067aa0ba902b7L;
    private static final long SPAN = 0x1122334455667788L;
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-";
    private static final String BINARY = "AABL+S81d7NNpqPOkp0ODkc2AQDwZ6oLqQK3AgE";

    @ParameterizedTest
    @CsvSource({"00, false", "01, true", "02, false", "ff, true"})
    void traceparentIsRead(String flags, boolean sampled) {
        assertThat(read("traceparent", TRACEPARENT + flags))
                .isEqualTo(new TraceContext(HIGH, LOW, PARENT, sampled, Wire.W3C));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
                "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6",
                ""
            })
    void traceparentThatIsNoneIsNotRead(String text) {
        assertThat(read("traceparent", text)).isNull();
    }

    @Test
    void binaryContextIsReadWithAndWithoutPadding() {
        TraceContext expected = new TraceContext(HIGH, LOW, PARENT, true, Wire.GRPC);

        assertThat(read("grpc-trace-bin", BINARY)).isEqualTo(expected);
        assertThat(read("grpc-trace-bin", BINARY + "=")).isEqualTo(expected);
        assertThat(read("grpc-trace-bin", "AAA")).isNull();
        assertThat(read("grpc-trace-bin", "!")).isNull();
    }

    @Test
    void b3IsReadInBothLengthsAndSampledOnlyWhereItSaysSo() {
        assertThat(Propagation.read(b3(TRACE).set("x-b3-sampled", "1")))
                .isEqualTo(new TraceContext(HIGH, LOW, PARENT, true, Wire.B3));
        assertThat(Propagation.read(b3("a3ce929d0e0e4736")))
                .isEqualTo(new TraceContext(0, LOW, PARENT, false, Wire.B3));
        assertThat(Propagation.read(b3("a3ce").set("x-b3-sampled", "1"))).isNull();
    }

    @Test
    void theFirstThatCanBeReadCounts() {
        Http2Headers all = b3("a3ce929d0e0e4736").set("traceparent", "nonsense").set("grpc-trace-bin", BINARY);

        TraceContext read = Propagation.read(all);

        assertThat(read).isNotNull().extracting(TraceContext::wire).isEqualTo(Wire.GRPC);
    }

    @Test
    void theNewSpanIsWrittenAsTheOldOneWas() {
        Http2Headers w3c = forwarded(new DefaultHttp2Headers().set("traceparent", TRACEPARENT + "01"));
        Http2Headers binary = forwarded(new DefaultHttp2Headers().set("grpc-trace-bin", BINARY));
        Http2Headers b3 = forwarded(b3(TRACE).set("x-b3-sampled", "0"));

        assertThat(w3c.get("traceparent")).hasToString("00-" + TRACE + "-1122334455667788-01");
        assertThat(read("grpc-trace-bin", String.valueOf(binary.get("grpc-trace-bin"))))
                .isEqualTo(new TraceContext(HIGH, LOW, SPAN, true, Wire.GRPC));
        assertThat(b3.get("x-b3-spanid")).hasToString("1122334455667788");
        assertThat(b3.get("x-b3-parentspanid")).hasToString("00f067aa0ba902b7");
        assertThat(b3.get("x-b3-traceid")).hasToString(TRACE);
        assertThat(b3.get("x-b3-sampled")).hasToString("0");
        assertThat(b3.contains("traceparent")).isFalse();
    }

    private static Http2Headers forwarded(Http2Headers headers) {
        Propagation.write(headers, requireNonNull(Propagation.read(headers)), SPAN);
        return headers;
    }

    private static Http2Headers b3(String trace) {
        return new DefaultHttp2Headers().set("x-b3-traceid", trace).set("x-b3-spanid", "00f067aa0ba902b7");
    }

    private static @Nullable TraceContext read(String name, String value) {
        return Propagation.read(new DefaultHttp2Headers().set(name, value));
    }
}
