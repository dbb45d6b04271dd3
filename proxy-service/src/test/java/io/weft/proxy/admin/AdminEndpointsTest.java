package io.weft.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
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
        "true,  GET,    /env.json, true,  404, not found",
    })
    void everyRowOfTheSheetHolds(boolean enabled, String method, String path, boolean local, int status, String body) {
        AdminEndpoints endpoints = new AdminEndpoints(ready::get, shutdowns::incrementAndGet, enabled);

        AdminAnswer answer = endpoints.answer(HttpMethod.valueOf(method), path, local);

        assertThat(answer.status().code()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body + '\n');
        assertThat(answer.allow()).isEqualTo(status == 405 ? "POST" : "");
        assertThat(shutdowns.get()).isEqualTo(body.equals("shutdown") ? 1 : 0);
    }

    @Test
    void readinessIsAskedForEveryTime() {
        AdminEndpoints endpoints = new AdminEndpoints(ready::get, shutdowns::incrementAndGet, false);
        ready.set(true);

        assertThat(endpoints.answer(HttpMethod.GET, "/ready", false)).isEqualTo(AdminAnswer.ok("ready\n"));
    }
}
