package io.weft.service.admission;

import java.io.ByteArrayOutputStream;
import java.util.Map;
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

/** {@code POST /} takes a review and answers what the service's {@link Admission} decides; everything else is not found. */
@RestController
public final class AdmissionEndpoint {
    private static final int MOST_BYTES = 10 * 1024 * 1024;

    private final JsonMapper mapper;
    private final Admission admission;

    public AdmissionEndpoint(JsonMapper mapper, Admission admission) {
        this.mapper = mapper;
        this.admission = admission;
    }

    /** Reads the body as it is: whatever its content type says, it is a review or it is refused. */
    @PostMapping(path = "/", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> review(ServerHttpRequest request) {
        return request.getBody()
                .map(AdmissionEndpoint::bytes)
                .reduceWith(ByteArrayOutputStream::new, AdmissionEndpoint::append)
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
    ResponseEntity<Map<String, String>> refuse(ReviewTooLongException tooLong) {
        return error(HttpStatus.CONTENT_TOO_LARGE, String.valueOf(tooLong.getMessage()));
    }

    private JsonNode answer(AdmissionReview review) {
        return review.answer(mapper, admission.decide(review));
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
