package io.weft.service.app;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

class BusyEndTest {
    @Test
    void aServiceWhoseLoopsAreNeverQuietEndsWithoutWaitingForQuiet() {
        ConfigurableApplicationContext service = SpringApplication.run(
                Application.class, "--management.server.port=0", "--server.port=0", "--spring.grpc.server.port=0");
        EventLoopGroup loops =
                service.getBean(ReactorResourceFactory.class).getLoopResources().onServer(true);
        try (ScheduledExecutorService user = Executors.newSingleThreadScheduledExecutor()) {
            var _ = user.scheduleAtFixedRate(() -> loops.forEach(loop -> loop.execute(() -> {})), 0, 100, MILLISECONDS);

            assertThat(CompletableFuture.runAsync(service::close)).succeedsWithin(10, SECONDS);
            user.shutdownNow();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
