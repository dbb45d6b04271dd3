package io.weft.service.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.weft.kubernetes.feed.kubernetes.Clients;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * The client of the API server: in a pod the service account's, elsewhere that of {@code KUBECONFIG}. Made without asking the
 * server anything, so that a service starts while it is away.
 */
@AutoConfiguration
@ConditionalOnProperty(name = "mesh.feed.kind", havingValue = "kubernetes")
public final class ClusterAutoConfiguration {
    /** Closed with the context, which is after a feed that listens through it has ended. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    KubernetesClient kubernetesClient() {
        return Clients.own();
    }

    @Bean
    TokenReviews tokenReviews(KubernetesClient client) {
        return new TokenReviews(Questions.impatient(client));
    }

    @Bean
    AccessReviews accessReviews(KubernetesClient client) {
        return new AccessReviews(Questions.impatient(client));
    }
}
