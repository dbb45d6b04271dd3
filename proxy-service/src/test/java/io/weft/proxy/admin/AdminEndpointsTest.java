package io.weft.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminEndpointsTest {
    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicInteger shutdowns = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({
        "true,  GET,    /live,     true,  200, live",
        "true,  DELETE, /live,     false, 200, live",
        "true,  GET,    /ready,    false, 503, not ready",
        "true,  POST,   /shutdown, true,  200, shutdown",
        "true,  POST,   /shutdown, false, 403, only for clients on this machine",
        "true,  GET,    /shutdown, true,  405, use POST",
        "true,  GET,    /shutdown, false, 405, use POST",
        "false, POST,   /shutdown, true,  404, shutdown endpoint is not enabled",
        "false, POST,   /shutdown, false, 403, only for clients on this machine",
        "false, PUT,    /shutdown, true,  405, use POST",
        "true,  GET,    /,         true,  404, not found",
        "true,  GET,    /live/,    true,  404, not found",
        "true,  GET,    /logs.json, true, 404, not found",
        "true,  GET,    /proxy-log-level, true,  200, 'warn,linkerd=info'",
        "true,  GET,    /proxy-log-level, false, 403, only for clients on this machine",
        "true,  PUT,    /proxy-log-level, false, 403, only for clients on this machine",
        "true,  GET,    /env.json, false, 403, only for clients on this machine",
    })
    void everyRowOfTheSheetHolds(boolean enabled, String method, String path, boolean local, int status, String body) {
        AdminAnswer answer = endpoints(enabled).answer(request(method, path, "", local, "", ""));

        assertThat(answer.status().code()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body + '\n');
        assertThat(answer.allow()).isEqualTo(status == 405 ? "POST" : "");
        assertThat(shutdowns.get()).isEqualTo(body.equals("shutdown") ? 1 : 0);
    }

    /** Each would wait for the end in a thread of its own. */
    @Test
    void shutdownBeginsOnceHoweverOftenItIsAskedFor() {
        AdminEndpoints endpoints = endpoints(true);
        AdminRequest shutdown = request("POST", "/shutdown", "", true, "", "");

        assertThat(List.of(endpoints.answer(shutdown), endpoints.answer(shutdown)))
                .containsOnly(AdminAnswer.ok("shutdown\n"));
        assertThat(shutdowns).hasValue(1);
    }

    @Test
    void readinessIsAskedForEveryTime() {
        AdminEndpoints endpoints = endpoints(false);
        ready.set(true);

        assertThat(endpoints.answer(request("GET", "/ready", "", false, "", "")))
                .isEqualTo(AdminAnswer.ok("ready\n"));
    }

    @Test
    void theLogLevelIsChangedAndAWrongOneIsNot() {
        AdminEndpoints endpoints = endpoints(false);

        assertThat(endpoints.answer(logLevel("PUT", "debug\n"))).isEqualTo(AdminAnswer.done());
        assertThat(endpoints.answer(logLevel("PUT", "nonsense")))
                .isEqualTo(AdminAnswer.refused(HttpResponseStatus.BAD_REQUEST, "not a level: nonsense\n"));
        assertThat(endpoints.answer(logLevel("GET", ""))).isEqualTo(AdminAnswer.ok("debug\n"));
        assertThat(endpoints.answer(logLevel("POST", "debug"))).isEqualTo(AdminAnswer.useInstead("GET, PUT"));
        assertThat(endpoints.answer(logLevel("PUT", "off"))).isEqualTo(AdminAnswer.done());
        assertThat(endpoints.answer(logLevel("GET", "")).status()).isEqualTo(HttpResponseStatus.NOT_FOUND);
    }

    @Test
    void whatWasTurnedOffWhileItRanIsTurnedOnAgain() {
        AdminEndpoints endpoints = endpoints(false);

        assertThat(endpoints.answer(logLevel("PUT", "off"))).isEqualTo(AdminAnswer.done());
        assertThat(endpoints.answer(logLevel("PUT", "warn"))).isEqualTo(AdminAnswer.done());
        assertThat(endpoints.answer(logLevel("GET", ""))).isEqualTo(AdminAnswer.ok("warn\n"));
    }

    @Test
    void aProxyThatWasStartedWithoutALogHasNone() {
        LogLevelEndpoint none = new LogLevelEndpoint(new FixedLog("off"));

        assertThat(List.of(none.answer(logLevel("PUT", "warn")), none.answer(logLevel("GET", ""))))
                .extracting(AdminAnswer::status)
                .containsOnly(HttpResponseStatus.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "GET,  '',    '',                   200, '{\"A\":\"one\",\"B\":\"\\\"two\\\"\\u000a\"}'",
                "GET,  A&C,   'text/html, */*;q=0.1', 200, '{\"A\":\"one\",\"C\":null}'",
                "GET,  A=one, '',                   400, 'ask for names: ?NAME&NAME2'",
                "GET,  '',    text/html,            406, there is only application/json",
                "POST, '',    '',                   405, use GET",
            })
    void theEnvironmentIsToldAsJson(String method, String query, String accept, int status, String body) {
        AdminAnswer answer = endpoints(false).answer(request(method, "/env.json", query, true, accept, ""));

        assertThat(answer.status().code()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body + '\n');
        assertThat(answer.type()).isEqualTo(status == 200 ? "application/json" : "text/plain");
    }

    @Test
    void whatIsNamedLikeASecretIsNotTold() {
        EnvironmentEndpoint endpoint = new EnvironmentEndpoint(
                Map.of("AWS_SECRET_ACCESS_KEY", "x", "db_password", "y", "LINKERD2_PROXY_IDENTITY_TOKEN_FILE", "/z"));
        String names = "AWS_SECRET_ACCESS_KEY&db_password&LINKERD2_PROXY_IDENTITY_TOKEN_FILE";

        assertThat(endpoint.answer(request("GET", "/env.json", names, true, "", ""))
                        .body())
                .contains("\"AWS_SECRET_ACCESS_KEY\":\"<redacted>\"", "\"db_password\":\"<redacted>\"", "\"/z\"")
                .doesNotContain("\"x\"", "\"y\"");
    }

    private AdminEndpoints endpoints(boolean shutdownEnabled) {
        AdminSubject proxy = new AdminSubject(
                ready::get,
                shutdowns::incrementAndGet,
                new FixedLog("warn,linkerd=info"),
                Map.of("A", "one", "B", "\"two\"\n"));
        return new AdminEndpoints(proxy, shutdownEnabled);
    }

    private static AdminRequest logLevel(String method, String body) {
        return request(method, "/proxy-log-level", "", true, "", body);
    }

    private static AdminRequest request(
            String method, String path, String query, boolean local, String accept, String body) {
        return new AdminRequest(HttpMethod.valueOf(method), path, query, local, accept, body);
    }
}
