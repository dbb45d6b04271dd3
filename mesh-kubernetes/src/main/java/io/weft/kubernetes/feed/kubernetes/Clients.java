package io.weft.kubernetes.feed.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Clients as a feed wants them: who asks is told at once that the API server does not answer, and asks again itself. */
public final class Clients {
    private static final int TIMEOUT_MILLIS = 10_000;

    private Clients() {}

    /** Of the pod this is, or of the file that {@code KUBECONFIG} names. The caller closes it. */
    public static KubernetesClient own() {
        return of(Config.autoConfigure(null));
    }

    /** As configured, but for the patience. The caller closes it. */
    static KubernetesClient of(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withRequestTimeout(TIMEOUT_MILLIS)
                        .withConnectionTimeout(TIMEOUT_MILLIS)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }
}
