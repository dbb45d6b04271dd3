package io.weft.injector.webhook;

import io.weft.injection.MalformedObjectException;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /} takes a review and lets the object in, with a sidecar where one is due; everything else is not found. Without a
 * {@link Reviewer} whatever comes is let in unchanged.
 */
@RestController
public final class AdmissionHandler {
    private static final int MOST_BYTES = 10 * 1024 * 1024;

    private final JsonMapper mapper;
    private final Optional<Reviewer> reviewer;

    public AdmissionHandler(JsonMapper mapper, Optional<Reviewer> reviewer) {
        this.mapper = mapper;
        this.reviewer = reviewer;
    }

    /** Reads the body as it is: whatever its content type says, it is a review or it is refused. */
    @PostMapping(path = "/", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> review(ServerHttpRequest request) {
        return request.getBody()
                .map(AdmissionHandler::bytes)
                .reduceWith(ByteArrayOutputStream::new, AdmissionHandler::append)
                .publishOn(Schedulers.boundedElastic())
                .map(body -> mapper.writeValueAsBytes(answer(AdmissionReview.parse(mapper, body.toByteArray()))));
    }

    @RequestMapping("/**")
    ResponseEntity<Void> nothingElse() {
        return ResponseEntity.notFound().build();
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refuse(MalformedReviewException malformed) {
        return error(HttpStatus.BAD_REQUEST, String.valueOf(malformed.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refuse(MalformedObjectException malformed) {
        return error(HttpStatus.BAD_REQUEST, String.valueOf(malformed.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refuse(ReviewTooLongException tooLong) {
        return error(HttpStatus.CONTENT_TOO_LARGE, String.valueOf(tooLong.getMessage()));
    }

    private JsonNode answer(AdmissionReview review) {
        return reviewer.flatMap(each -> review.object().map(object -> each.review(review, object)))
                .map(result -> review.allow(mapper, result))
                .orElseGet(() -> review.allowUnchanged(mapper));
    }

    private static ResponseEntity<Map<String, String>> error(HttpStatus status, String message) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("error", message));
    }

    private static ByteArrayOutputStream append(ByteArrayOutputStream body, byte[] more) {
        if (body.size() + more.length > MOST_BYTES) {
            throw new ReviewTooLongException("a review has at most " + MOST_BYTES + " bytes");
        }
        body.writeBytes(more);
        return body;
    }

    /** Copied and released one by one: the framework's own limited join may release a buffer twice. */
    private static byte[] bytes(DataBuffer buffer) {
        try {
            byte[] bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            return bytes;
        } finally {
            DataBufferUtils.release(buffer);
        }
    }
}
