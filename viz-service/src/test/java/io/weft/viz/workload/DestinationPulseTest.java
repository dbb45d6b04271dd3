package io.weft.viz.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DestinationPulseTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @SuppressWarnings("NullAway.Init")
    private Server destination;

    @SuppressWarnings("NullAway.Init")
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        destination = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(new HealthStatusManager().getHealthService())
                .build()
                .start();
        channel = Grpc.newChannelBuilder("127.0.0.1:" + destination.getPort(), InsecureChannelCredentials.create())
                .build();
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
        channel.shutdownNow();
        destination.shutdownNow();
    }

    @Test
    void tellsWhetherDestinationAnswers() throws InterruptedException {
        DestinationPulse pulse = new DestinationPulse(channel, timer, Duration.ofMillis(20));
        assertThat(pulse.isAnswering()).isFalse();

        pulse.open();
        await(pulse::isAnswering);

        destination.shutdownNow();
        await(() -> !pulse.isAnswering());
    }

    private static void await(BooleanSupplier wanted) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!wanted.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            Thread.sleep(10); // real sockets
        }
    }
}
