package io.weft.viz.tap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tap for the page: a question in JSON, one line of JSON for each event, and an empty line now and then, so that whoever reads
 * knows that it is looked at. Who may call is not decided here.
 */
@RestController
public final class LineTapApi {
    private static final Duration BEAT = Duration.ofSeconds(3);
    private static final byte[] NOTHING = "\n".getBytes(UTF_8);

    private final Taps taps;

    public LineTapApi(Taps taps) {
        this.taps = taps;
    }

    @PostMapping(path = "/api/v1/tap", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<Void> tap(@RequestBody byte[] body, ServerHttpResponse response) {
        TapQuestion question = taps.question(AskTranslator.request(TapAsk.read(body)));
        Flux<byte[]> lines = taps.look(question, TapForm.LINES);
        response.getHeaders().setContentType(MediaType.APPLICATION_NDJSON);
        DataBufferFactory buffers = response.bufferFactory();
        return response.writeAndFlushWith(Flux.merge(
                        Flux.interval(Duration.ZERO, BEAT).onBackpressureDrop().map(beat -> NOTHING), lines)
                .map(line -> Mono.<DataBuffer>just(buffers.wrap(line))));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refuse(TapException refused) {
        return ResponseEntity.status(refused.status())
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("error", String.valueOf(refused.getMessage())));
    }
}
