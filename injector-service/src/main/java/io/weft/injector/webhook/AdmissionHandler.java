package io.weft.injector.webhook;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /} takes a review and lets the object in, unchanged; everything else is not found. */
@RestController
public final class AdmissionHandler {
    private final JsonMapper mapper;

    public AdmissionHandler(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @PostMapping(path = "/", produces = MediaType.APPLICATION_JSON_VALUE)
    JsonNode review(@RequestBody(required = false) byte[] body) {
        return AdmissionReview.parse(mapper, body == null ? new byte[0] : body).allowUnchanged(mapper);
    }

    @RequestMapping("/**")
    ResponseEntity<Void> nothingElse() {
        return ResponseEntity.notFound().build();
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refuse(MalformedReviewException malformed) {
        return ResponseEntity.status(HttpStatus.BAD_REQUEST)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("error", String.valueOf(malformed.getMessage())));
    }
}
