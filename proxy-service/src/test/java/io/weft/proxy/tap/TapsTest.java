package io.weft.proxy.tap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.weft.proxy.tap.TapEvent.Header;
import io.weft.proxy.tap.TapEvent.StreamId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TapsTest {
    private static final TapMatch EVERYTHING = new TapMatch.All(List.of());
    private static final Parties PARTIES = new Parties(
            Parties.Direction.INBOUND,
            new InetSocketAddress(InetAddress.ofLiteral("10.42.0.7"), 40_000),
            Map.of("tls", "true"),
            new InetSocketAddress(InetAddress.ofLiteral("10.42.0.8"), 8080),
            Map.of(),
            Map.of());

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger wakes = new AtomicInteger();
    private final Taps taps = new Taps(now::get);

    private TapWatch watch(long limit, boolean headers) {
        return taps.add(new TapWatch.Wish(limit, EVERYTHING, headers), wakes::incrementAndGet)
                .orElseThrow();
    }

    private @Nullable TappedRequest request(boolean http2, boolean grpc) {
        Http2Headers head = new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .authority("catalog:8080")
                .path("/items")
                .add("x-a", "1");
        return taps.begin(PARTIES, new Arrival(head, http2, grpc, taps.now()));
    }

    private TappedRequest tapped(boolean http2, boolean grpc) {
        return requireNonNull(request(http2, grpc));
    }

    private static List<TapEvent> told(TapWatch watch) {
        List<TapEvent> told = new ArrayList<>();
        for (TapEvent event = watch.poll(); event != null; event = watch.poll()) {
            told.add(event);
        }
        return told;
    }

    @Test
    void nobodyLooksUntilSomebodyDoesAndAfterTheyAreGone() {
        boolean before = taps.watched();
        TapWatch watch = watch(10, false);
        boolean during = taps.watched();
        taps.remove(watch);

        assertThat(List.of(before, during, taps.watched())).containsExactly(false, true, false);
    }

    @Test
    void aStreamIsToldOfFromBeginningToEnd() {
        TapWatch watch = watch(10, false);
        TappedRequest request = tapped(true, false);
        now.addAndGet(1_000);
        request.response(new DefaultHttp2Headers().status("201"));
        request.data(300);
        request.data(12);
        now.addAndGet(500);
        request.end(null);

        StreamId id = new StreamId(0, 0);
        assertThat(told(watch))
                .containsExactly(
                        new TapEvent.RequestInit(
                                id, PARTIES, "POST", "http", "catalog:8080", "/items", Optional.empty()),
                        new TapEvent.ResponseInit(id, PARTIES, 1_000, 201, Optional.empty()),
                        new TapEvent.ResponseEnd(
                                id,
                                PARTIES,
                                1_500,
                                OptionalLong.of(500),
                                312,
                                OptionalInt.empty(),
                                OptionalLong.empty(),
                                Optional.empty()));
    }

    @Test
    void grpcEndsWithTheStatusOfItsTrailersOrOfItsHeadAlone() {
        TapWatch watch = watch(10, false);
        TappedRequest trailers = tapped(true, true);
        trailers.response(new DefaultHttp2Headers().status("200"));
        trailers.end(new DefaultHttp2Headers().add("grpc-status", "5"));
        TappedRequest headOnly = tapped(true, true);
        headOnly.response(new DefaultHttp2Headers().status("200").add("grpc-status", "14"));
        headOnly.end(null);

        assertThat(told(watch))
                .filteredOn(TapEvent.ResponseEnd.class::isInstance)
                .extracting(event -> ((TapEvent.ResponseEnd) event).grpcStatus())
                .containsExactly(OptionalInt.of(5), OptionalInt.of(14));
    }

    @Test
    void aStreamThatIsBrokenOffEndsOnceAndWithItsCode() {
        TapWatch watch = watch(10, false);
        TappedRequest request = tapped(true, false);
        request.reset(8);
        request.end(null);

        assertThat(told(watch))
                .last()
                .isEqualTo(new TapEvent.ResponseEnd(
                        new StreamId(0, 0),
                        PARTIES,
                        0,
                        OptionalLong.empty(),
                        0,
                        OptionalInt.empty(),
                        OptionalLong.of(8),
                        Optional.empty()));
        assertThat(watch.poll()).isNull();
    }

    @Test
    void headersComeOnlyToThoseWhoAskAndPseudoHeadersOnlyOfHttp2() {
        TapWatch without = watch(10, false);
        TapWatch with = watch(10, true);
        tapped(false, false);
        tapped(true, false);

        assertThat(told(without))
                .extracting(event -> ((TapEvent.RequestInit) event).headers())
                .containsOnly(Optional.empty());
        assertThat(told(with))
                .extracting(event -> ((TapEvent.RequestInit) event).headers().orElseThrow())
                .containsExactly(
                        List.of(new Header("x-a", "1")),
                        List.of(
                                new Header(":method", "POST"),
                                new Header(":scheme", "http"),
                                new Header(":authority", "catalog:8080"),
                                new Header(":path", "/items"),
                                new Header("x-a", "1")));
    }

    @Test
    void theLimitCountsStreamsAndTheWatchIsFinishedWhenTheLastOfThemIs() {
        TapWatch watch = watch(2, false);
        TappedRequest first = tapped(true, false);
        TappedRequest second = tapped(true, false);
        TappedRequest third = request(true, false);
        first.end(null);
        told(watch);
        boolean oneOpen = watch.finished();
        second.end(null);
        boolean untold = watch.finished();
        told(watch);

        assertThat(third).isNull();
        assertThat(List.of(oneOpen, untold, watch.finished())).containsExactly(false, false, true);
    }

    @Test
    void whatFindsNoRoomIsDroppedAndCounted() {
        TapWatch watch = watch(1_000, false);
        for (int i = 0; i < 450; i++) {
            tapped(true, false);
        }
        double dropped = taps.dropped();
        int waiting = told(watch).size();
        taps.remove(watch);

        assertThat(List.of(dropped, (double) waiting, taps.dropped())).containsExactly(50.0, 400.0, 50.0);
    }

    @Test
    void longHeadsFindRoomOnlyUpToAWeight() {
        TapWatch watch = watch(1_000, true);
        Http2Headers head = new DefaultHttp2Headers().method("GET").path("/").add("x-long", "x".repeat(60_000));
        for (int i = 0; i < 20; i++) {
            taps.begin(PARTIES, new Arrival(head, true, false, taps.now()));
        }
        int waiting = told(watch).size();
        taps.begin(PARTIES, new Arrival(head, true, false, taps.now()));

        assertThat(List.of(waiting, told(watch).size())).containsExactly(8, 1);
        assertThat(taps.dropped()).isEqualTo(12);
    }

    @Test
    void oneEventAloneAlwaysFindsRoom() {
        TapWatch watch = watch(1_000, false);
        Http2Headers head = new DefaultHttp2Headers().method("GET").path("/" + "x".repeat(TapWatch.MOST_WEIGHT));
        taps.begin(PARTIES, new Arrival(head, true, false, taps.now()));

        assertThat(told(watch)).hasSize(1);
    }

    @Test
    void noLimitLetsMoreThanAThousandStreamsASecondThrough() {
        watch(1_000_000, false);
        long first = countOf(1_500);
        now.addAndGet(1_000_000_000);
        long second = countOf(10);

        assertThat(List.of(first, second)).containsExactly(1_000L, 10L);
    }

    private long countOf(int requests) {
        long told = 0;
        for (int i = 0; i < requests; i++) {
            told += request(true, false) == null ? 0 : 1;
        }
        return told;
    }

    @Test
    void eachWatchHasItsOwnNamesAndItsOwnMatch() {
        TapWatch gets = taps.add(new TapWatch.Wish(9, new TapMatch.Method("GET"), false), () -> {})
                .orElseThrow();
        TapWatch posts = taps.add(new TapWatch.Wish(9, new TapMatch.Method("POST"), false), () -> {})
                .orElseThrow();
        tapped(true, false);
        tapped(true, false);

        assertThat(told(gets)).isEmpty();
        assertThat(told(posts)).extracting(TapEvent::id).containsExactly(new StreamId(1, 0), new StreamId(1, 1));
    }

    @Test
    void thereIsAnEndToHowManyMayLook() {
        for (int i = 0; i < 64; i++) {
            watch(1, false);
        }

        assertThat(taps.add(new TapWatch.Wish(1, EVERYTHING, false), () -> {})).isEmpty();
    }

    @Test
    void whoeverLooksIsWokenForEveryEvent() {
        watch(10, false);
        tapped(true, false).end(null);

        assertThat(wakes).hasValue(2);
    }
}
