package io.weft.proxy.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.weft.proxy.route.HeaderEdit;
import io.weft.proxy.route.HttpFilter;
import io.weft.proxy.route.Ratio;
import io.weft.proxy.route.Requests;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 7; wire-behaviour, 10: what an inbound filter comes to. */
class InboundFiltersTest {
    private final Http2Headers request =
            Requests.head("GET", "web", "/", "x-old", "1").headers();
    private final InboundFilters filters = new InboundFilters(() -> new Random(1));

    @Test
    void headersAreAddedThenSetThenRemoved() {
        HeaderEdit edit = new HeaderEdit(
                List.of(header("x-new", "1"), header("x-gone", "1")),
                List.of(header("x-new", "2")),
                List.of(AsciiString.of("x-old"), AsciiString.of("x-gone")));

        assertThat(filters.pass(List.of(new HttpFilter.EditRequest(edit)), request))
                .isTrue();
        assertThat(request.getAll("x-new")).hasToString("[2]");
        assertThat(request.contains("x-old") || request.contains("x-gone")).isFalse();
    }

    @Test
    void redirectStopsTheRequest() {
        assertThat(passes(
                        new HttpFilter.Redirect(Optional.empty(), Optional.of("elsewhere"), Optional.empty(), 0, 301)))
                .isFalse();
    }

    @Test
    void failureInjectorStopsItsShareOfRequests() {
        assertThat(passes(new HttpFilter.Fail(418, "", Ratio.ALL))).isFalse();
        assertThat(passes(new HttpFilter.Fail(418, "", new Ratio(0, 1)))).isTrue();
    }

    @Test
    void failureInjectorStopsItsShareOfCalls() {
        assertThat(passes(new HttpFilter.FailCall(14, "", Ratio.ALL))).isFalse();
        assertThat(passes(new HttpFilter.FailCall(14, "", new Ratio(0, 1)))).isTrue();
    }

    @Test
    void filterOfAnUnknownKindStopsTheRequest() {
        assertThat(passes(new HttpFilter.Unknown())).isFalse();
    }

    @Test
    void filterAfterOneThatStopsTheRequestChangesNothing() {
        HeaderEdit edit = new HeaderEdit(List.of(), List.of(header("x-old", "2")), List.of());

        assertThat(filters.pass(List.of(new HttpFilter.Unknown(), new HttpFilter.EditRequest(edit)), request))
                .isFalse();
        assertThat(request.get("x-old")).hasToString("1");
    }

    private boolean passes(HttpFilter filter) {
        return filters.pass(List.of(filter), request);
    }

    private static HeaderEdit.Header header(String name, String value) {
        return new HeaderEdit.Header(AsciiString.of(name), AsciiString.of(value));
    }
}
