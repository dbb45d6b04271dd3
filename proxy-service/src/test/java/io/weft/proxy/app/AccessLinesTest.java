package io.weft.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.WorkloadIdentity;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.config.ProxyConfig.AccessLogFormat;
import io.weft.proxy.inbound.AccessLog;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessLinesTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.006007Z"));

    private final Logger log = Logger.getLogger(AccessLines.NAME);
    private final List<String> written = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            written.add(LogFormats.of(ProxyConfig.LogFormat.PLAIN).format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    AccessLinesTest() {
        log.setUseParentHandlers(false);
        log.addHandler(handler);
        log.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        log.removeHandler(handler);
        log.setUseParentHandlers(true);
    }

    @Test
    void apacheIsAddressIdentityTimeRequestLineAndStatus() {
        AccessLog lines = new AccessLines(AccessLogFormat.APACHE, CLOCK);
        lines.told(entry("GET", "/a?b=c", 200));
        lines.told(entry("GET", "/broken", 0));

        assertThat(written)
                .containsExactly(
                        "10.1.2.3:4567 web.shop.serviceaccount.identity.linkerd.cluster.local - [2026-01-02T03:04:05.005Z] \"GET /a?b=c HTTP/1.1\" 200\n",
                        "10.1.2.3:4567 web.shop.serviceaccount.identity.linkerd.cluster.local - [2026-01-02T03:04:05.005Z] \"GET /broken HTTP/1.1\"\n");
    }

    @Test
    void jsonHasEveryFieldInOrder() {
        new AccessLines(AccessLogFormat.JSON, CLOCK).told(entry("GET", "/a", 200));

        assertThat(written)
                .containsExactly("{\"client.addr\":\"10.1.2.3:4567\","
                        + "\"client.id\":\"web.shop.serviceaccount.identity.linkerd.cluster.local\","
                        + "\"timestamp\":\"2026-01-02T03:04:05.005Z\",\"method\":\"GET\",\"uri\":\"/a\","
                        + "\"version\":\"HTTP/1.1\",\"trace_id\":\"t1\",\"request_bytes\":\"\","
                        + "\"user_agent\":\"curl \\\"8\\\"\",\"host\":\"web\",\"response_bytes\":\"12\",\"status\":200,"
                        + "\"total_ns\":\"1006007\",\"processing_ns\":\"7\"}\n");
    }

    @Test
    void whatWouldForgeALineIsEscaped() {
        new AccessLines(AccessLogFormat.APACHE, CLOCK).told(entry("GET", "/\" 200\n10.0.0.1", 404));

        assertThat(written).singleElement().asString().contains("\"GET /\\x22 200\\x0a10.0.0.1 HTTP/1.1\" 404\n");
    }

    /** 0x9b begins a command as ESC and a bracket do. */
    @Test
    void whatWouldSteerATerminalIsEscaped() {
        new AccessLines(AccessLogFormat.APACHE, CLOCK).told(entry("GET", "/\u009b2J", 404));
        new AccessLines(AccessLogFormat.JSON, CLOCK).told(entry("GET", "/\u009b2J\u007f", 404));

        assertThat(written.getFirst()).contains("\"GET /\\x9b2J HTTP/1.1\"");
        assertThat(written.getLast()).contains("\"uri\":\"/\\u009b2J\\u007f\"");
    }

    /** They name spans and their fields. */
    @Test
    void commasWithinBracketsPartNothing() {
        assertThat(LogSetup.level("warn,[{headers,request}]=off", "", Level.SEVERE))
                .isEqualTo(Level.WARNING);
    }

    @Test
    void aFilterOfItsOwnSaysWhichAreWanted() {
        AccessLog lines = new AccessLines(AccessLogFormat.APACHE, CLOCK);
        log.setLevel(LogSetup.level("info,access_log=warn", AccessLines.NAME, Level.INFO));

        assertThat(List.of(200, 302, 404, 500, 0)).filteredOn(lines::wants).containsExactly(404, 500, 0);
        log.setLevel(LogSetup.level("info,access_log=error", AccessLines.NAME, Level.INFO));
        assertThat(List.of(200, 302, 404, 500, 0)).filteredOn(lines::wants).containsExactly(500, 0);
        log.setLevel(LogSetup.level("warn,linkerd=info", AccessLines.NAME, Level.INFO));
        assertThat(List.of(200, 302, 404, 500, 0)).filteredOn(lines::wants).hasSize(5);
    }

    private static AccessLog.Entry entry(String method, String uri, int status) {
        return new AccessLog.Entry(
                new InetSocketAddress(InetAddress.ofLiteral("10.1.2.3"), 4567),
                Optional.of(WorkloadIdentity.of("web", "shop", "linkerd", "cluster.local")),
                method,
                uri,
                "HTTP/1.1",
                "t1",
                "",
                "curl \"8\"",
                "web",
                Optional.of("12"),
                status,
                1_006_007,
                7);
    }
}
