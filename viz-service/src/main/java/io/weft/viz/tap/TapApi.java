package io.weft.viz.tap;

import io.weft.service.admin.AdminApi;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Tap, in the words of Linkerd's aggregated API. Who may call is not decided here.
 *
 * @see "wire-api, 15.1"
 */
@RestController
public final class TapApi {
    static final String ROOT = "/apis/tap.linkerd.io/v1alpha1";

    private static final String WATCH = ROOT + "/watch/namespaces/{namespace}";
    private static final String ERROR = "linkerd-error";

    private final Taps taps;

    public TapApi(Taps taps) {
        this.taps = taps;
    }

    /** What opts in to the guard and serves the document. */
    public static AdminApi description() {
        return new AdminApi("viz", new ClassPathResource("openapi.json", TapApi.class), List.of("/apis/**"));
    }

    @PostMapping({WATCH + "/tap", WATCH + "/{kinds}/tap", WATCH + "/{kinds}/{name}/tap"})
    Mono<Void> tap(@RequestBody(required = false) byte[] body, ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        response.getHeaders().setContentType(MediaType.APPLICATION_OCTET_STREAM);
        DataBufferFactory buffers = response.bufferFactory();
        try {
            TapQuestion question = taps.question(body == null ? new byte[0] : body);
            String path =
                    exchange.getRequest().getPath().pathWithinApplication().value();
            if (!path.equals(question.target().path())) {
                throw TapException.malformed("the body asks for " + question.target() + ", the path is " + path);
            }
            return response.writeAndFlushWith(
                    taps.look(question, TapForm.FRAMES).map(frame -> Mono.just(buffers.wrap(frame))));
        } catch (TapException refused) {
            String why = String.valueOf(refused.getMessage());
            response.setStatusCode(refused.status());
            response.getHeaders().set(ERROR, why.replaceAll("[^ -~]", "?"));
            return response.writeWith(Mono.fromSupplier(() -> buffers.wrap(FrameTranslator.error(why))));
        }
    }
}
