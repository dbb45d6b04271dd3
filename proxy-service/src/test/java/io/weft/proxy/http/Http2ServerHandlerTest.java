package io.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.weft.core.Http2Params.KeepAlive;
import io.weft.proxy.http.RawHttp2.Sent;
import io.weft.proxy.transport.DrainEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Http2ServerHandlerTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final RawHttp2 client = new RawHttp2(channel);
    private final List<ServerStream> requests = new ArrayList<>();

    @AfterEach
    void stop() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aRequestThatCrossesTheFirstWordOfTheEndIsServed() throws Exception {
        serve(Http2ServerSettings.standard());
        channel.pipeline().fireUserEventTriggered(DrainEvent.DRAIN);
        List<Sent> first = client.sent();
        client.get(1);
        client.acknowledge(first.getLast().number());
        List<Sent> last = client.sent();
        requests.getFirst().respond(new DefaultHttp2Headers().status("200"), true);

        assertThat(first).extracting(Sent::what).containsExactly("GOAWAY", "PING");
        assertThat(first.getFirst().number()).isEqualTo(Integer.MAX_VALUE);
        assertThat(last).containsExactly(new Sent("GOAWAY", 0, 1, 0));
        assertThat(client.sent()).containsExactly(new Sent("HEADERS", 1, 0, 0));
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aClientThatDoesNotAnswerIsNotWaitedForLong() {
        serve(Http2ServerSettings.standard());
        channel.pipeline().fireUserEventTriggered(DrainEvent.DRAIN);
        client.sent();
        pass(Duration.ofMillis(999));
        boolean before = channel.isOpen();
        pass(Duration.ofMillis(1));

        assertThat(before).isTrue();
        assertThat(client.sent()).containsExactly(new Sent("GOAWAY", 0, 0, 0));
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aPeerThatAnswersPingsStays() {
        serve(pinging());
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(10));
            client.acknowledge(client.sent().getFirst().number());
        }

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aPeerThatIsSilentAfterAPingIsGivenUp() {
        serve(pinging());
        pass(Duration.ofSeconds(10));
        assertThat(client.sent()).extracting(Sent::what).containsExactly("PING");
        pass(Duration.ofMillis(2_999));
        assertThat(channel.isOpen()).isTrue();
        pass(Duration.ofMillis(1));

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void streamsBeyondTheLimitAreRefused() throws Exception {
        serve(new Http2ServerSettings(
                Http2Windows.standard(),
                Optional.empty(),
                OptionalInt.of(1),
                OptionalInt.empty(),
                OptionalInt.empty()));
        client.get(1).get(3);

        assertThat(requests).hasSize(1);
        assertThat(client.sent()).containsExactly(new Sent("RST_STREAM", 3, Http2Error.REFUSED_STREAM.code(), 0));
    }

    @Test
    void whatIsConfiguredIsSaid() {
        Http2ServerSettings settings = new Http2ServerSettings(
                new Http2Windows(70_000, 2_000_000),
                Optional.empty(),
                OptionalInt.of(7),
                OptionalInt.of(20_000),
                OptionalInt.of(9_000));

        assertThat(settings.settings())
                .isEqualTo(new io.netty.handler.codec.http2.Http2Settings()
                        .initialWindowSize(70_000)
                        .maxConcurrentStreams(7)
                        .maxFrameSize(20_000)
                        .maxHeaderListSize(9_000));
        assertThat(settings.windows().connectionIncrement()).isEqualTo(2_000_000 - 65_535);
    }

    private static Http2ServerSettings pinging() {
        return new Http2ServerSettings(
                Http2Windows.standard(),
                Optional.of(new KeepAlive(Duration.ofSeconds(10), Duration.ofSeconds(3), true)),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    private void serve(Http2ServerSettings settings) {
        channel.freezeTime();
        channel.pipeline()
                .addLast(Http2ServerHandler.of(
                        settings, ResetLimit.OF_ONE, HeadRoom.beside(100), (stream, head, end) -> {
                            requests.add(stream);
                            return new DeafListener();
                        }));
        client.greet();
        client.sent();
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runPendingTasks();
    }
}
