package io.weft.viz.app;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.core.Latest;
import io.weft.viz.services.KnownServices;
import io.weft.viz.services.ServicesClient;
import io.weft.viz.workload.Workloads;
import io.weft.viz.workload.WorkloadsClient;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What several roles need: a timer, and which workloads there are, as destination-service tells it. */
@Configuration(proxyBeanMethods = false)
class SharedBeans {
    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService vizTimer() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("viz-timer").factory());
    }

    /** For whoever asks sidecars. */
    @Configuration(proxyBeanMethods = false)
    @ForRole({Role.METRICS_API, Role.TAP})
    static class OfWorkloads {
        /** Plaintext: the sidecar beside us encrypts. */
        @Bean(destroyMethod = "shutdownNow")
        ManagedChannel destinationChannel(VizProperties settings) {
            return Grpc.newChannelBuilder("dns:///" + settings.destination(), InsecureChannelCredentials.create())
                    .keepAliveTime(20, TimeUnit.SECONDS)
                    .build();
        }

        @Bean(initMethod = "open")
        WorkloadsClient workloadsClient(ManagedChannel destinationChannel, ScheduledExecutorService vizTimer) {
            return new WorkloadsClient(destinationChannel, vizTimer);
        }

        @Bean
        Latest<Workloads> workloads(WorkloadsClient client, MeterRegistry meters) {
            Gauge.builder("viz.destination.connected", client, each -> each.isConnected() ? 1 : 0)
                    .description("Whether the list of workloads is being kept up to date")
                    .register(meters);
            return client.workloads();
        }

        @Bean(initMethod = "open")
        ServicesClient servicesClient(ManagedChannel destinationChannel, ScheduledExecutorService vizTimer) {
            return new ServicesClient(destinationChannel, vizTimer);
        }

        @Bean
        Latest<KnownServices> services(ServicesClient client) {
            return client.services();
        }
    }
}
