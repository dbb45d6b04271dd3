package io.weft.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import io.grpc.Status;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.config.ProxyConfig.ControlStreams;
import io.weft.proxy.control.Watched.Ended;
import io.weft.proxy.control.Watched.Pending;
import io.weft.proxy.control.Watched.Present;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WatchStreamTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(60), 0);
    private static final ControlStreams LIMITS = new ControlStreams(
            Optional.of(Duration.ofSeconds(3)), Optional.of(Duration.ofMinutes(5)), Optional.of(Duration.ofHours(1)));

    private final TestLoop time = new TestLoop();
    private final ScriptedChannel server = new ScriptedChannel();
    private boolean reachable = true;

    @Test
    void nothingIsKnownBeforeTheFirstAnswer() {
        assertThat(open(ControlStreams.UNLIMITED).latest().get()).isEqualTo(new Pending<>());
        assertThat(server.last().request()).isEqualTo(StringValue.of("who?"));
    }

    @Test
    void aValueIsCurrentWhileTheControlPlaneStandsByIt() {
        Watch<String> watch = open(ControlStreams.UNLIMITED);
        boolean unanswered = watch.current();
        answer("one");
        boolean answered = watch.current();
        reachable = false;
        boolean unreachable = watch.current();
        reachable = true;
        end(Status.Code.UNAVAILABLE);
        boolean broken = watch.current();
        time.advance(Duration.ofSeconds(1));
        boolean reopened = watch.current();
        answer("one");

        assertThat(List.of(unanswered, answered, unreachable, broken, reopened, watch.current()))
                .containsExactly(false, true, false, false, false, true);
    }

    @Test
    void aRefusalForGoodIsCurrentWhileItCouldBeHeardAgain() {
        Watch<String> watch = open(ControlStreams.UNLIMITED);
        end(Status.Code.NOT_FOUND);
        boolean heard = watch.current();
        reachable = false;

        assertThat(List.of(heard, watch.current())).containsExactly(true, false);
    }

    @Test
    void thatThereIsNoSuchThingIsCurrentThoughItIsAskedAgain() {
        Watch<String> watch = open(ControlStreams.UNLIMITED, Refusals.OF_THE_QUESTION);
        answer("one");
        end(Status.Code.NOT_FOUND);

        assertThat(watch.current()).isTrue();
        time.advance(Duration.ofSeconds(1));
        assertThat(server.opened()).isEqualTo(2);
    }

    @Test
    void everyAnswerReplacesTheOneBefore() {
        Watch<String> watch = open(ControlStreams.UNLIMITED);

        answer("one");
        answer("two");

        assertThat(watch.latest().get()).isEqualTo(new Present<>("two"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"INVALID_ARGUMENT", "FAILED_PRECONDITION", "NOT_FOUND", "UNIMPLEMENTED"},
            mode = EnumSource.Mode.EXCLUDE)
    void ordinaryEndIsFollowedByAnotherTryAndTheValueStays(Status.Code code) {
        Watch<String> watch = open(ControlStreams.UNLIMITED);
        answer("one");

        end(code);
        assertThat(server.opened()).isEqualTo(1);
        time.advance(Duration.ofMillis(99));
        assertThat(server.opened()).isEqualTo(1);
        time.advance(Duration.ofMillis(1));

        assertThat(server.opened()).isEqualTo(2);
        assertThat(watch.latest().get()).isEqualTo(new Present<>("one"));
    }

    @Test
    void waitsDoubleUpToTheCeilingAndAnAnswerStartsThemAnew() {
        open(ControlStreams.UNLIMITED);
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            waits.add(waitUntilReopened());
        }
        answer("one");
        waits.add(waitUntilReopened());

        assertThat(waits)
                .containsExactly(
                        100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 12800L, 25600L, 51200L, 60000L, 60000L, 100L);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"NOT_FOUND", "UNIMPLEMENTED"})
    void unknownThingEndsTheWatch(Status.Code code) {
        Watch<String> watch = open(ControlStreams.UNLIMITED);

        server.last().end(code.toStatus().withDescription("no such thing"));
        time.advance(Duration.ofMinutes(2));

        assertThat(watch.latest().get()).isEqualTo(new Ended<>(true, code + ": no such thing"));
        assertThat(server.opened()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"INVALID_ARGUMENT", "FAILED_PRECONDITION"})
    void wrongQuestionEndsTheWatch(Status.Code code) {
        Watch<String> watch = open(ControlStreams.UNLIMITED);

        server.last().end(code.toStatus().withDescription("what?"));
        time.advance(Duration.ofMinutes(2));

        assertThat(watch.latest().get()).isEqualTo(new Ended<>(false, code + ": what?"));
        assertThat(server.opened()).isEqualTo(1);
    }

    @Test
    void whatIsFinalForSomeIsAskedAgainByOthers() {
        Watch<String> watch = open(ControlStreams.UNLIMITED, Refusals.OF_THE_QUESTION);

        end(Status.Code.NOT_FOUND);
        time.advance(Duration.ofMillis(100));

        assertThat(server.opened()).isEqualTo(2);
        assertThat(watch.latest().get()).isEqualTo(new Pending<>());
    }

    @Test
    void whatIsUnknownForNowIsAnAnswerUntilThereIsAnother() {
        Watch<String> watch = open(ControlStreams.UNLIMITED, Refusals.OR_UNKNOWN);

        server.last().end(Status.NOT_FOUND.withDescription("no such thing"));
        assertThat(watch.latest().get()).isEqualTo(new Ended<>(true, "NOT_FOUND: no such thing"));
        assertThat(watch.current()).isTrue();
        time.advance(Duration.ofMillis(100));
        answer("one");
        end(Status.Code.NOT_FOUND);

        assertThat(watch.latest().get()).isEqualTo(new Present<>("one"));
    }

    @Test
    void finalEndAfterAValueFreezesIt() {
        Watch<String> watch = open(ControlStreams.UNLIMITED);
        answer("one");

        end(Status.Code.NOT_FOUND);
        time.advance(Duration.ofMinutes(2));

        assertThat(watch.latest().get()).isEqualTo(new Present<>("one"));
        assertThat(server.opened()).isEqualTo(1);
    }

    @Test
    void missingFirstMessageIsAnError() {
        open(LIMITS);

        time.advance(Duration.ofMillis(2999));
        assertThat(server.last().cancelled()).isFalse();
        time.advance(Duration.ofMillis(1));
        assertThat(server.last().cancelled()).isTrue();
        time.advance(Duration.ofMillis(100));

        assertThat(server.opened()).isEqualTo(2);
    }

    @Test
    void silenceBetweenMessagesIsAnError() {
        open(LIMITS);
        answer("one");

        time.advance(Duration.ofMinutes(4));
        answer("two");
        time.advance(Duration.ofMinutes(4));
        assertThat(server.last().cancelled()).isFalse();
        time.advance(Duration.ofMinutes(1));

        assertThat(server.last().cancelled()).isTrue();
    }

    @Test
    void streamIsOpenedAnewOnceItsLifeIsOver() {
        open(LIMITS);
        for (int i = 0; i < 15; i++) {
            answer("value " + i);
            time.advance(Duration.ofMinutes(4).minusSeconds(1));
        }
        assertThat(server.opened()).isEqualTo(1);
        time.advance(Duration.ofMillis(15_500));

        assertThat(server.opened()).isEqualTo(2);
    }

    @Test
    void unlimitedStreamMayBeSilentForEver() {
        open(ControlStreams.UNLIMITED);

        time.advance(Duration.ofDays(1));

        assertThat(server.opened()).isEqualTo(1);
        assertThat(server.last().cancelled()).isFalse();
    }

    @Test
    void messageThatDoesNotCountLeavesTheValueAndTheFreshness() {
        List<Boolean> freshness = new ArrayList<>();
        Watch<String> watch = open(ControlStreams.UNLIMITED, Refusals.OR_NOT_FOUND, (held, fresh, message) -> {
            freshness.add(fresh);
            return Optional.of(message.getValue()).filter(text -> !text.isEmpty());
        });

        answer("");
        answer("one");
        answer("");
        end(Status.Code.OK);
        time.advance(Duration.ofMillis(100));
        answer("");

        assertThat(freshness).containsExactly(true, true, false, true);
        assertThat(watch.latest().get()).isEqualTo(new Present<>("one"));
    }

    @Test
    void foldSeesWhatWasHeldBeforeTheReconnect() {
        Watch<String> watch = open(
                ControlStreams.UNLIMITED,
                Refusals.OR_NOT_FOUND,
                (held, fresh, message) -> Optional.of(held.orElse("") + message.getValue()));

        answer("a");
        end(Status.Code.UNAVAILABLE);
        time.advance(Duration.ofMillis(100));
        answer("b");

        assertThat(watch.latest().get()).isEqualTo(new Present<>("ab"));
    }

    @Test
    void unreadableMessageIsAnErrorLikeAnyOther() {
        Watch<String> watch = open(ControlStreams.UNLIMITED, Refusals.OR_NOT_FOUND, (held, fresh, message) -> {
            throw new IllegalStateException(message.getValue());
        });

        answer("gibberish");
        assertThat(server.last().cancelled()).isTrue();
        time.advance(Duration.ofMillis(100));

        assertThat(server.opened()).isEqualTo(2);
        assertThat(watch.latest().get()).isEqualTo(new Pending<>());
    }

    @Test
    void closedWatchCancelsItsCallAndStaysReadable() {
        Watch<String> watch = open(LIMITS);
        answer("one");

        watch.close();
        watch.close();
        time.run();

        assertThat(server.last().cancelled()).isTrue();
        time.advance(Duration.ofHours(2));
        assertThat(server.opened()).isEqualTo(1);
        assertThat(watch.latest().get()).isEqualTo(new Present<>("one"));
    }

    @Test
    void watchClosedWhileItWaitsDoesNotAskAgain() {
        Watch<String> watch = open(LIMITS);
        end(Status.Code.UNAVAILABLE);

        watch.close();
        time.advance(Duration.ofMinutes(2));

        assertThat(server.opened()).isEqualTo(1);
    }

    private Watch<String> open(ControlStreams limits) {
        return open(limits, Refusals.OR_NOT_FOUND);
    }

    private Watch<String> open(ControlStreams limits, Refusals refusals) {
        return open(limits, refusals, Fold.replacing(StringValue::getValue));
    }

    private Watch<String> open(ControlStreams limits, Refusals refusals, Fold<StringValue, String> fold) {
        WatchStream<StringValue, StringValue, String> stream = new WatchStream<>(
                new WatchStream.Question<>(
                        server, () -> reachable, ScriptedChannel.METHOD, StringValue.of("who?"), limits),
                fold,
                refusals,
                BACKOFF,
                time.loop(),
                RandomGenerator.getDefault());
        stream.start();
        time.run();
        return stream;
    }

    private long waitUntilReopened() {
        int opened = server.opened();
        end(Status.Code.UNAVAILABLE);
        long millis = 0;
        while (server.opened() == opened && millis < 100_000) {
            time.advance(Duration.ofMillis(1));
            millis++;
        }
        return millis;
    }

    private void answer(String text) {
        server.<StringValue>last().answer(StringValue.of(text));
        time.run();
    }

    private void end(Status.Code code) {
        server.last().end(code.toStatus());
        time.run();
    }
}
