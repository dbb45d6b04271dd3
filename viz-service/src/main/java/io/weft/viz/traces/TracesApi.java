package io.weft.viz.traces;

import io.weft.viz.metrics.InvalidQueryException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/traces} and {@code /api/traces/ID}. */
@RestController
public final class TracesApi {
    private final TraceStore store;
    private final InstantSource clock = InstantSource.system();

    public TracesApi(TraceStore store) {
        this.store = store;
    }

    @GetMapping("/api/traces")
    TracesJson search(@RequestParam Map<String, String> parameters) {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        List<Trace> found = TraceQuestion.parse(parameters).of(store.newestFirst(), now);
        return TracesJson.of(found, store.spans());
    }

    @GetMapping("/api/traces/{id}")
    ResponseEntity<?> trace(@PathVariable String id) {
        return store.find(id)
                .<ResponseEntity<?>>map(trace -> ResponseEntity.ok(TracesJson.Whole.of(trace)))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.NOT_FOUND)
                        .body(Map.of("error", "no span of such a trace is kept")));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refuse(InvalidQueryException invalid) {
        return ResponseEntity.badRequest().body(Map.of("error", String.valueOf(invalid.getMessage())));
    }
}
