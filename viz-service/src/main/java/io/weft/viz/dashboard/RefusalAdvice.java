package io.weft.viz.dashboard;

import io.weft.viz.metrics.InvalidQueryException;
import io.weft.viz.window.MetricsUnavailableException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What is said to questions about metrics that have no answer. */
@RestControllerAdvice(assignableTypes = {MetricsApi.class, MeshListsApi.class})
public final class RefusalAdvice {
    @ExceptionHandler
    ResponseEntity<Map<String, String>> refuse(InvalidQueryException invalid) {
        return ResponseEntity.badRequest().body(Map.of("error", String.valueOf(invalid.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refuse(MetricsUnavailableException away) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .body(Map.of("error", String.valueOf(away.getMessage())));
    }
}
