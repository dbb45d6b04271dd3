package io.weft.viz.dashboard;

import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** {@code /api/live}: the whole mesh as server-sent events, one a scrape. */
@RestController
public final class LiveApi {
    private static final Duration COME_AGAIN = Duration.ofSeconds(2);

    private final LiveMesh live;

    public LiveApi(LiveMesh live) {
        this.live = live;
    }

    @GetMapping(path = "/api/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<String>> live() {
        return live.read()
                .map(text -> ServerSentEvent.builder(text).retry(COME_AGAIN).build());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refuse(TooManyReadersException full) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("error", String.valueOf(full.getMessage())));
    }
}
