package io.weft.viz.external;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.List;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

/**
 * Asks the process that has the metrics what a workload has to do. Plaintext: the sidecar beside us encrypts.
 *
 * <p>Threading: safe from any thread.
 */
public final class LoadClient {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final WebClient client;

    /**
     * Connects to nobody yet. The loops stay the caller's.
     *
     * @param metrics host and port
     */
    public LoadClient(String metrics, LoopResources loops) {
        HttpClient http = HttpClient.create()
                .runOn(loops)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT.toMillis())
                .responseTimeout(PATIENCE);
        client = WebClient.builder()
                .baseUrl("http://" + metrics)
                .clientConnector(new ReactorClientHttpConnector(http))
                .build();
    }

    private record Answer(List<WorkloadLoad> rows) {}

    /** One row, or none if nobody knows; fails with {@link WebClientException} if there is no answer. */
    Mono<List<WorkloadLoad>> load(String namespace, LoadSelector workload) {
        return client.get()
                .uri(address -> address.path("/api/load")
                        .queryParam("window", "1m")
                        .queryParam("namespace", "{namespace}")
                        .queryParam("resource_type", "{type}")
                        .queryParam("resource_name", "{name}")
                        .build(namespace, workload.type(), workload.name()))
                .retrieve()
                .bodyToMono(Answer.class)
                .map(Answer::rows);
    }
}
