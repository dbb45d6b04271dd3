package io.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.weft.proxy.errors.ProxyFault;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** proxy-behaviour, 2: in-flight limit. */
class InFlightTest {
    private final InFlight requests = new InFlight(1);
    private final RecordedStream client = new RecordedStream();

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of("an answer without a body", end(exchange -> exchange.responseHead(head("204"), true))),
                Arguments.of("the last of an answer's body", end(exchange -> {
                    exchange.responseHead(head("200"), false);
                    exchange.responseData(Unpooled.copyInt(1), true);
                })),
                Arguments.of("an answer's trailers", end(exchange -> {
                    exchange.responseHead(head("200"), false);
                    exchange.responseTrailers(new DefaultHttp2Headers());
                })),
                Arguments.of(
                        "a tunnel", end(exchange -> exchange.responseSwitched(head("101"), new EmbeddedChannel()))),
                Arguments.of("an answer of our own", end(exchange -> exchange.answer(head("302")))),
                Arguments.of(
                        "a client that gives up", end(exchange -> exchange.requestReset(Http2Error.CANCEL.code()))),
                Arguments.of(
                        "a server that resets",
                        end(exchange ->
                                exchange.responseFailed(StreamFailure.reset(Http2Error.INTERNAL_ERROR.code())))),
                Arguments.of(
                        "a server that is lost",
                        end(exchange -> exchange.responseFailed(StreamFailure.connection("gone")))),
                Arguments.of("a server that is lost in its answer", end(exchange -> {
                    exchange.responseHead(head("200"), false);
                    exchange.responseFailed(StreamFailure.connection("gone"));
                })),
                Arguments.of("a failure", end(exchange -> exchange.fail(ProxyFault.FAIL_FAST, "nobody is there"))));
    }

    private static Consumer<Exchange> end(Consumer<Exchange> end) {
        return end;
    }

    private boolean admitted(Exchange exchange) {
        AtomicBoolean begun = new AtomicBoolean();
        exchange.admit(requests, () -> begun.set(true));
        return begun.get();
    }

    private static Http2Headers head(String status) {
        return new DefaultHttp2Headers().status(status);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void givesItsPlaceBackOnce(String name, Consumer<Exchange> end) {
        Exchange exchange = RecordedExchange.once(client, RecordedExchange.head(Version.HTTP_2));
        assertThat(admitted(exchange)).isTrue();
        assertThat(requests.take(1)).as("while it is under way").isZero();

        end.accept(exchange);
        exchange.requestReset(Http2Error.CANCEL.code()); // too late
        exchange.fail(ProxyFault.TIMED_OUT, "too late");

        assertThat(requests.take(1)).as("one that came after it").isOne();
        assertThat(requests.take(1)).as("a second one").isZero();
    }

    @Test
    void whatIsSentAgainKeepsItsPlace() {
        Exchange exchange = RecordedExchange.twice(client, RecordedExchange.head(Version.HTTP_2), again -> {});
        assertThat(admitted(exchange)).isTrue();

        exchange.responseFailed(StreamFailure.unprocessed("refused"));

        assertThat(client.told()).isEmpty();
        assertThat(requests.take(1)).as("while it is sent again").isZero();

        exchange.responseHead(head("204"), true);

        assertThat(requests.take(1)).as("one that came after it").isOne();
        assertThat(requests.take(1)).as("a second one").isZero();
    }

    @Test
    void whatCannotBeBegunIsAnsweredAndGivesItsPlaceBack() {
        Exchange exchange = RecordedExchange.once(client, RecordedExchange.head(Version.HTTP_2));

        exchange.admit(requests, () -> {
            throw new IllegalStateException("a surprise");
        });

        assertThat(client.told()).containsExactly("close", "status 500");
        assertThat(exchange.over()).isTrue();
        assertThat(requests.take(1)).as("one that came after it").isOne();
    }

    @Test
    void excessIsRefusedAndTakesNoPlace() {
        Exchange first = RecordedExchange.once(client, RecordedExchange.head(Version.HTTP_2));
        assertThat(admitted(first)).isTrue();
        RecordedStream other = new RecordedStream();

        Exchange excess = RecordedExchange.once(other, RecordedExchange.head(Version.HTTP_2));

        assertThat(admitted(excess)).isFalse();
        assertThat(excess.over()).isTrue();
        assertThat(other.told()).containsExactly("close", "status 503");
        assertThat(requests.take(1)).as("beside the first").isZero();
    }

    @Test
    void aLargeHeadTakesThePlacesOfSeveralAndAllThereAreAtMost() {
        InFlight four = new InFlight(4);
        RequestHead large = RecordedExchange.head(Version.HTTP_2);
        large.headers().set("x-large", "x".repeat(2 * 2048));
        Exchange exchange = RecordedExchange.once(client, large);
        exchange.admit(four, () -> {});
        int beside = four.take(1);
        boolean another = four.take(1) > 0;
        exchange.fail(ProxyFault.TIMED_OUT, "over");

        assertThat(large.places()).isEqualTo(3);
        assertThat(beside).isOne();
        assertThat(another).isFalse();
        four.give(beside);
        assertThat(four.take(100)).isEqualTo(4);
    }
}
