package io.weft.viz.prometheus;

import io.netty.channel.ChannelOption;
import io.weft.viz.window.MetricsUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Puts questions to a Prometheus. Every failure is a {@link MetricsUnavailableException} that says which. Thread-safe. */
final class PrometheusClient implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 8;
    private static final Duration SOON = Duration.ofMillis(500);
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private final URI address;
    private final Duration patience;
    private final ConnectionProvider connections;
    private final WebClient client;

    /**
     * Asks nothing yet. The loops stay the caller's.
     *
     * @param address what {@code /api/v1} is below
     * @param patience with one answer
     */
    PrometheusClient(URI address, Duration patience, LoopResources loops) {
        this.address = address;
        this.patience = patience;
        connections = ConnectionProvider.builder("viz-prometheus")
                .maxConnections(MOST_CONNECTIONS)
                .pendingAcquireMaxCount(-1) // who waits gives up in time
                .build();
        HttpClient http = HttpClient.create(connections)
                .runOn(loops)
                .compress(true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) patience.toMillis());
        client = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MOST_BYTES))
                .build();
    }

    private record Answer(@Nullable String error, @Nullable Data data) {}

    private record Data(
            @Nullable List<Row> result, @Nullable String yaml) {}

    private record Row(
            Map<String, String> metric,
            @Nullable List<List<String>> values,
            @Nullable List<String> value) {
        PrometheusSeries series() {
            List<List<String>> samples = values != null ? values : value != null ? List.of(value) : List.of();
            return new PrometheusSeries(
                    metric,
                    samples.stream()
                            .map(each -> PrometheusSeries.Sample.of(each.getFirst(), each.getLast()))
                            .toList());
        }
    }

    /** What there is of {@code query} at that moment. */
    Mono<List<PrometheusSeries>> query(String query, Instant at) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("query", query);
        form.add("time", at.toString());
        return answer(client.post().uri(below("/api/v1/query")).body(BodyInserters.fromFormData(form)))
                .map(data -> data.result() == null
                        ? List.of()
                        : data.result().stream().map(Row::series).toList());
    }

    /** What is said when answers have not come in time. */
    <T> Mono<T> late() {
        return Mono.error(() -> unavailable(new TimeoutException()));
    }

    /** Its configuration as text, if it tells soon; else nothing. */
    Mono<String> configuration() {
        return answer(client.get().uri(below("/api/v1/status/config")))
                .mapNotNull(Data::yaml)
                .timeout(SOON)
                .onErrorComplete();
    }

    @Override
    public void close() {
        connections.dispose();
    }

    private Mono<Data> answer(WebClient.RequestHeadersSpec<?> request) {
        return request.retrieve()
                .bodyToMono(byte[].class)
                .map(PrometheusClient::data)
                .timeout(patience)
                .onErrorMap(this::unavailable);
    }

    private static Data data(byte[] body) {
        Data data = JsonMapper.shared().readValue(body, Answer.class).data();
        if (data == null) {
            throw new MetricsUnavailableException("it answered without data");
        }
        return data;
    }

    private Throwable unavailable(Throwable failure) {
        return new MetricsUnavailableException("Prometheus at " + address + " "
                + switch (failure) {
                    case MetricsUnavailableException known -> "cannot be read: " + known.getMessage();
                    case WebClientResponseException refused -> "refuses: " + reason(refused);
                    case WebClientRequestException away ->
                        "does not answer: " + innermost(away).getMessage();
                    case TimeoutException _ -> "did not answer within " + patience.toSeconds() + " s";
                    case DataBufferLimitException _ ->
                        "answers more than " + MOST_BYTES + " bytes: ask for a shorter window";
                    case JacksonException _ -> "answers something else than JSON: is it a Prometheus?";
                    default -> "cannot be asked: " + failure;
                });
    }

    private static String reason(WebClientResponseException refused) {
        try {
            Answer answer = JsonMapper.shared().readValue(refused.getResponseBodyAsByteArray(), Answer.class);
            return refused.getStatusCode().value() + ", " + answer.error();
        } catch (JacksonException e) {
            return refused.getStatusCode() + " for " + below(refused);
        }
    }

    private static String below(WebClientResponseException refused) {
        return refused.getRequest() == null
                ? "a question"
                : refused.getRequest().getURI().getPath();
    }

    private static Throwable innermost(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : innermost(cause);
    }

    private URI below(String path) {
        return UriComponentsBuilder.fromUri(address).path(path).build(true).toUri();
    }
}
