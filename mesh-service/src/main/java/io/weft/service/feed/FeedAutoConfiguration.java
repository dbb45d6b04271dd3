package io.weft.service.feed;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.kubernetes.feed.Feed;
import io.weft.kubernetes.feed.FeedListener;
import io.weft.kubernetes.feed.folder.FolderFeed;
import io.weft.kubernetes.feed.kubernetes.KubernetesFeed;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Makes and runs the feed of a service that listens to one. A test may bring a {@link Feed} of its own. */
@AutoConfiguration(
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnBean(FeedListener.class)
@EnableConfigurationProperties(FeedProperties.class)
public final class FeedAutoConfiguration {

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Feed feed(FeedProperties properties, ObjectProvider<KubernetesClient> client, MeterRegistry registry) {
        return properties.isKubernetes()
                ? new KubernetesFeed(client.getObject(), new LagMeter(registry))
                : new FolderFeed(properties.folder().settings());
    }

    @Bean
    FeedLifecycle feedLifecycle(Feed feed, ObjectProvider<FeedListener> listeners) {
        return new FeedLifecycle(
                feed, new FeedFanOut(List.copyOf(listeners.orderedStream().toList())));
    }

    @Bean
    HealthIndicator feedHealthIndicator(Feed feed) {
        return new FeedHealth(feed);
    }

    @Bean
    FeedMeter feedMeter(Feed feed, MeterRegistry registry) {
        return new FeedMeter(feed, registry);
    }
}
