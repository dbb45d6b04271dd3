package io.weft.proxy.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import org.junit.jupiter.api.Test;

class TracedHeadTest {
    @Test
    void longTextsOfClientsAreCutBecauseSpansWaitInMemory() {
        TracedHead head = TracedHead.of(
                new DefaultHttp2Headers().path("/" + "a".repeat(60_000)).set("user-agent", "b".repeat(60_000)));

        assertThat(head.target()).hasSize(512);
        assertThat(head.userAgent()).hasSize(512);
        assertThat(head.method()).isNull();
    }
}
