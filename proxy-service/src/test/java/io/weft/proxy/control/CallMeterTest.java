package io.weft.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import io.grpc.ClientInterceptors;
import io.grpc.Status;
import io.weft.core.Authority;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.config.ControlPlane;
import io.weft.proxy.config.ProxyConfig.ControlStreams;
import io.weft.proxy.telemetry.Exposition;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.testkit.time.ManualTicker;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** How the end of a watch is classified: as the failure of a server, or as none. */
class CallMeterTest {
    private static final ControlStreams LIMITS = new ControlStreams(
            Optional.of(Duration.ofSeconds(3)), Optional.of(Duration.ofMinutes(5)), Optional.of(Duration.ofMinutes(8)));

    private final TestLoop time = new TestLoop();
    private final ManualTicker ticker = new ManualTicker();
    private final MetricRegistry registry = new MetricRegistry(ticker, Duration.ofMinutes(10));
    private final ScriptedChannel server = new ScriptedChannel();

    @Test
    void silenceIsAFailure() {
        open(Fold.replacing(StringValue::getValue));
        answer("one");

        time.advance(Duration.ofMinutes(5));

        assertIsCounted("failure", "success");
    }

    @Test
    void noFirstMessageIsAFailure() {
        open(Fold.replacing(StringValue::getValue));
        server.last().greet();

        time.advance(Duration.ofSeconds(3));

        assertIsCounted("failure", "success");
    }

    @Test
    void anUnreadableMessageIsAFailure() {
        open((held, fresh, message) -> {
            throw new IllegalStateException(message.getValue());
        });

        answer("gibberish");

        assertIsCounted("failure", "success");
    }

    @Test
    void aWatchThatWasOpenLongEnoughIsASuccess() {
        open(Fold.replacing(StringValue::getValue));
        answer("one");
        time.advance(Duration.ofMinutes(4));
        answer("two");

        time.advance(Duration.ofMinutes(4));

        assertIsCounted("success", "failure");
    }

    @Test
    void aWatchThatIsNotWantedAnyMoreIsASuccess() {
        WatchStream<StringValue, StringValue, String> watch = open(Fold.replacing(StringValue::getValue));
        answer("one");

        watch.close();
        time.run();

        assertIsCounted("success", "failure");
    }

    private WatchStream<StringValue, StringValue, String> open(Fold<StringValue, String> fold) {
        ControlPlane service = new ControlPlane(new Authority("127.0.0.1", 8086), Optional.empty());
        WatchStream<StringValue, StringValue, String> stream = new WatchStream<>(
                new WatchStream.Question<>(
                        ClientInterceptors.intercept(server, new CallMeter(registry, service, ticker)),
                        () -> true,
                        ScriptedChannel.METHOD,
                        StringValue.of("who?"),
                        LIMITS),
                fold,
                Refusals.OR_NOT_FOUND,
                new Backoff(Duration.ofMillis(100), Duration.ofSeconds(60), 0),
                time.loop(),
                RandomGenerator.getDefault());
        stream.start();
        time.run();
        return stream;
    }

    private void answer(String text) {
        server.last().greet();
        server.<StringValue>last().answer(StringValue.of(text));
        time.run();
    }

    private void assertIsCounted(String expected, String other) {
        assertThat(server.last().cancelled()).isTrue();
        server.last().end(Status.CANCELLED); // as gRPC says of a call that was cancelled
        assertThat(new Exposition(registry).text())
                .contains("classification=\"" + expected + "\"")
                .doesNotContain("classification=\"" + other + "\"");
    }
}
