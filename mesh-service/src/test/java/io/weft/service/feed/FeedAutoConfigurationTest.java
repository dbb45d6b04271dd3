package io.weft.service.feed;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weft.kubernetes.feed.Feed;
import io.weft.kubernetes.feed.FeedListener;
import io.weft.kubernetes.feed.FeedStatus;
import io.weft.kubernetes.feed.FeedStatus.Away;
import io.weft.kubernetes.feed.FeedStatus.ToleratedField;
import io.weft.kubernetes.feed.IgnoredDocument;
import io.weft.kubernetes.feed.RefusedDocument;
import io.weft.kubernetes.feed.kubernetes.KubernetesFeed;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.service.settings.InvalidSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class FeedAutoConfigurationTest {
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {namespace: shop, name: web-1}
            """;

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(FeedAutoConfiguration.class))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new);

    @Test
    void serviceThatListensToNothingHasNoFeed() {
        service.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Feed.class));
    }

    @Test
    void everyListenerHearsTheFolderEvenBesideOneThatThrows(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("pod.yaml"), POD);
        Recorder recorder = new Recorder();
        service.withBean("a", FeedListener.class, Throwing::new)
                .withBean("b", FeedListener.class, () -> recorder)
                .withPropertyValues("mesh.feed.folder.path=" + folder)
                .run(context -> {
                    assertThat(recorder.resets.poll(20, SECONDS)).isEqualTo("Pod shop/web-1");
                    assertThat(recorder.resets.poll(20, SECONDS))
                            .as("everyone hears everything again once someone has failed")
                            .isEqualTo("Pod shop/web-1");
                    assertThat(context.getBean(FeedLifecycle.class).isRunning()).isTrue();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "mesh.feed.kind, cluster",
        "mesh.feed.folder.path, ''",
        "mesh.feed.folder.path, manifests",
        "mesh.feed.folder.state, run",
    })
    void badSettingIsRefused(String property, String value) {
        service.withBean(FeedListener.class, Recorder::new)
                .withPropertyValues("mesh.feed.folder.path=/m", property + "=" + value)
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .isInstanceOfSatisfying(
                                InvalidSettingException.class,
                                e -> assertThat(e.property()).isEqualTo(property)));
    }

    @Test
    void kubernetesFeedNeedsNoFolderAndWaitsForItsServer() {
        service.withBean(FeedListener.class, Recorder::new)
                .withBean(KubernetesClient.class, FeedAutoConfigurationTest::clientOfNobody)
                .withPropertyValues("mesh.feed.kind=kubernetes")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    Feed feed = context.getBean(Feed.class);
                    assertThat(feed).isInstanceOf(KubernetesFeed.class);
                    assertThat(feed.status().loaded()).isFalse();
                    assertThat(feed.status().away()).isPresent();
                });
    }

    /** Port 1 of this machine refuses. */
    private static KubernetesClient clientOfNobody() {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://127.0.0.1:1")
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    @Test
    void folderFeedMakesNoClient() {
        service.withBean(FeedListener.class, Recorder::new)
                .withPropertyValues("mesh.feed.folder.path=/m")
                .run(context -> assertThat(context.getBeanFactory().containsSingleton("kubernetesClient"))
                        .isFalse());
    }

    @Test
    void unknownSettingIsRefused() {
        service.withBean(FeedListener.class, Recorder::new)
                .withPropertyValues("mesh.feed.folder.path=/m", "mesh.feed.folder.paht=/n")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void feedIsOutOfServiceUntilItIsLoadedAndUpWhileItIsAway() {
        assertThat(health(status(false, Optional.empty())).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health(status(true, Optional.empty())).getStatus()).isEqualTo(Status.UP);

        Health away = health(status(true, Optional.of(new Away(Duration.ofSeconds(90), "the folder is gone"))));
        assertThat(away.getStatus()).isEqualTo(Status.UP);
        assertThat(away.getDetails())
                .containsEntry("away", "the folder is gone")
                .containsEntry("ageSeconds", 90L);
    }

    @Test
    void gaugesTellAgeAndRefusedAndIgnoredDocuments() {
        RefusedDocument refused = new RefusedDocument("a.yaml", 3, "spec", "no number");
        FeedStatus status = new FeedStatus(
                true,
                Optional.of(new Away(Duration.ofMillis(1500), "gone")),
                List.of(refused),
                List.of(new IgnoredDocument("a.yaml", 9, "apps/v1 Deployment")),
                List.of(new ToleratedField("Server shop/web", "spec.colour")),
                Map.of());
        service.withBean(FeedListener.class, Recorder::new)
                .withBean(Feed.class, () -> new Still(status))
                .withPropertyValues("mesh.feed.folder.path=/m")
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    assertThat(registry.get("feed.age.seconds").gauge().value()).isEqualTo(1.5);
                    assertThat(registry.get("feed.refused.documents").gauge().value())
                            .isEqualTo(1);
                    assertThat(registry.get("feed.ignored.documents").gauge().value())
                            .isEqualTo(1);
                    assertThat(registry.get("feed.tolerated.fields").gauge().value())
                            .isEqualTo(1);
                    assertThat(registry.get("feed.loaded").gauge().value()).isEqualTo(1);
                });
    }

    private static FeedStatus status(boolean loaded, Optional<Away> away) {
        return new FeedStatus(loaded, away, List.of(), List.of(), List.of(), Map.of());
    }

    private static Health health(FeedStatus status) {
        HealthIndicator indicator = new FeedHealth(new Still(status));
        return Objects.requireNonNull(indicator.health());
    }

    private record Still(FeedStatus status) implements Feed {
        @Override
        public void start(FeedListener listener) {}

        @Override
        public void close() {}
    }

    private static class Recorder implements FeedListener {
        final BlockingQueue<String> resets = new LinkedBlockingQueue<>();

        @Override
        public void reset(Collection<Resource> all) {
            all.forEach(resource -> resets.add(resource.id().toString()));
        }

        @Override
        public void apply(Resource resource) {}

        @Override
        public void delete(ResourceId id) {}
    }

    private static final class Throwing extends Recorder {
        @Override
        public void reset(Collection<Resource> all) {
            throw new IllegalStateException("for the test");
        }
    }
}
