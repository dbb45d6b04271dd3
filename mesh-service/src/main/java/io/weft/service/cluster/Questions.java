package io.weft.service.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.time.Duration;

/** How long a question waits for the API server. */
public final class Questions {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private Questions() {}

    /** The same connections, but asks once and gives up soon: whoever asks us asks again, and knows how long to wait. */
    public static KubernetesClient impatient(KubernetesClient client) {
        return impatient(client, ANSWER);
    }

    static KubernetesClient impatient(KubernetesClient client, Duration answer) {
        RequestConfig once = new RequestConfigBuilder()
                .withRequestTimeout(Math.toIntExact(answer.toMillis()))
                .withRequestRetryBackoffLimit(0)
                .build();
        return client.newClient(once).adapt(KubernetesClient.class);
    }
}
