package io.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyServerBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TraceParentTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final BlockingQueue<Optional<String>> heard = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private Server catalog;

    @SuppressWarnings("NullAway.Init")
    private Program web;

    @BeforeEach
    void start() throws Exception {
        catalog = NettyServerBuilder.forPort(0)
                .addService(new Catalog())
                .intercept(new Listening())
                .build()
                .start();
        String nobody = "127.0.0.1:1";
        web = ExampleMain.start(
                new String[] {"web", "--port", "0", "--catalog", "127.0.0.1:" + catalog.getPort(), "--votes", nobody});
    }

    @AfterEach
    void stop() {
        web.close();
        catalog.shutdownNow();
        client.close();
    }

    @Test
    void whatWebAsksBelongsToTheTraceOfTheRequestItAnswers() throws Exception {
        assertThat(get(items().header("traceparent", PARENT))).contains(PARENT);
        assertThat(get(items())).isEmpty();
    }

    private HttpRequest.Builder items() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + "/api/items"));
    }

    /** What catalog hears. */
    private Optional<String> get(HttpRequest.Builder request) throws Exception {
        assertThat(client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
        Optional<String> parent = heard.poll(30, TimeUnit.SECONDS);
        assertThat(parent).isNotNull();
        return parent;
    }

    private final class Listening implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            heard.add(
                    Optional.ofNullable(headers.get(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER))));
            return next.startCall(call, headers);
        }
    }
}
