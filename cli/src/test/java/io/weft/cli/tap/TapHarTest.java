package io.weft.cli.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.machine.Versions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TapHarTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final TapEvent.End WEB = new TapEvent.End("10.42.0.7", 40_000, Map.of());
    private static final TapEvent.End CATALOG = new TapEvent.End("10.42.0.9", 9_000, Map.of());
    private static final TapEvent.Part.Request REQUEST = new TapEvent.Part.Request(
            "GET", "http", "catalog:9000", "/items?color=red&sold", List.of(TapEvent.Header.of("accept", "*/*")));
    private static final TapEvent.Part.Response RESPONSE = new TapEvent.Part.Response(
            Duration.ofMillis(20), 200, List.of(TapEvent.Header.of("content-type", "application/json")));

    private final List<String> lines = new ArrayList<>();
    private final TapHar har = new TapHar(lines::add, () -> NOW);

    @Test
    void requestThatEndedIsAnEntryWithItsHeadersAndTimes() {
        har.take(event(1, REQUEST));
        har.take(event(1, RESPONSE));
        har.take(event(1, ended(Optional.empty())));

        assertThat(entry(0)).isEqualTo(JsonMapper.shared().readTree("""
                {"startedDateTime": "2026-12-01T12:00:00Z", "time": 25.5,
                 "request": {"method": "GET", "url": "http://catalog:9000/items?color=red&sold",
                   "httpVersion": "unknown", "cookies": [], "headers": [{"name": "accept", "value": "*/*"}],
                   "queryString": [{"name": "color", "value": "red"}, {"name": "sold", "value": ""}],
                   "headersSize": -1, "bodySize": -1},
                 "response": {"status": 200, "statusText": "", "httpVersion": "unknown", "cookies": [],
                   "headers": [{"name": "content-type", "value": "application/json"}],
                   "content": {"size": 42, "mimeType": "application/json"}, "redirectURL": "",
                   "headersSize": -1, "bodySize": 42},
                 "cache": {}, "timings": {"send": 0.0, "wait": 20.0, "receive": 5.5},
                 "serverIPAddress": "10.42.0.9", "_direction": "OUTBOUND",
                 "_source": "10.42.0.7:40000", "_destination": "10.42.0.9:9000"}"""));
    }

    @Test
    void archiveNamesItsVersionAndMaker() {
        assertThat(document().at("/log/version").asString()).isEqualTo("1.2");
        assertThat(document().at("/log/creator/name").asString()).isEqualTo("linkerd");
        assertThat(document().at("/log/creator/version").asString()).isEqualTo(Versions.own());
        assertThat(document().at("/log/entries").isEmpty()).isTrue();
    }

    @Test
    void requestsThatOverlapAreEntriesInTheOrderOfTheirEnds() {
        har.take(event(1, REQUEST));
        har.take(event(2, REQUEST));
        har.take(event(2, ended(Optional.of(8L))));
        har.take(event(1, RESPONSE));
        har.take(event(1, ended(Optional.empty())));

        assertThat(entry(0).at("/response/status").asInt())
                .as("reset before an answer")
                .isZero();
        assertThat(entry(0).at("/_resetErrorCode").asInt()).isEqualTo(8);
        assertThat(entry(1).at("/response/status").asInt()).isEqualTo(200);
    }

    @Test
    void whatBeganBeforeAnybodyLookedOrEndsAfterTheEndIsLeftOut() {
        har.take(event(1, ended(Optional.empty())));
        har.take(event(2, REQUEST));
        har.close();
        har.take(event(2, ended(Optional.empty())));

        assertThat(document().at("/log/entries").isEmpty()).isTrue();
    }

    private JsonNode entry(int number) {
        return document().at("/log/entries/" + number);
    }

    private JsonNode document() {
        har.close();
        return JsonMapper.shared().readTree(String.join("\n", lines));
    }

    private static TapEvent event(long stream, TapEvent.Part part) {
        return new TapEvent(
                new TapEvent.StreamId(0, stream), TapEvent.Direction.OUTBOUND, WEB, CATALOG, Map.of(), part);
    }

    private static TapEvent.Part.Ended ended(Optional<Long> reset) {
        return new TapEvent.Part.Ended(
                Duration.ofNanos(25_500_000), Duration.ofNanos(5_500_000), 42, Optional.empty(), reset, List.of());
    }
}
