package io.weft.destination.app;

import io.grpc.BindableService;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.destination.grpc.ApiSettings;
import io.weft.destination.grpc.Calls;
import io.weft.destination.grpc.DestinationApi;
import io.weft.destination.grpc.InboundPolicyApi;
import io.weft.destination.grpc.OutboundPolicyApi;
import io.weft.destination.grpc.QueuedStreams;
import io.weft.destination.grpc.ServicesApi;
import io.weft.destination.grpc.SplitsApi;
import io.weft.destination.grpc.WorkloadsApi;
import io.weft.destination.index.MeshIndex;
import io.weft.service.grpc.WatchStreams;
import io.weft.service.settings.MeshProperties;
import java.util.concurrent.Executor;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.server.lifecycle.GrpcServerShutdownEvent;

/** What proxies and viz call. */
@Configuration(proxyBeanMethods = false)
class GrpcBeans {
    @Bean
    ApiSettings apiSettings(DestinationProperties properties, MeshProperties mesh) {
        return properties.apiSettings(mesh);
    }

    @Bean
    Calls calls(MeshIndex index, WatchStreams streams) {
        return new Calls(index, streams);
    }

    @Bean
    QueuedStreams queuedStreams(Executor meshExecutor, MeterRegistry registry) {
        return new QueuedStreams(meshExecutor, registry);
    }

    @Bean
    ApplicationListener<GrpcServerShutdownEvent> endOfQueuedStreams(QueuedStreams streams) {
        return shutdown -> streams.endAll();
    }

    @Bean
    BindableService destinationApi(MeshIndex index, ApiSettings settings, Calls calls, QueuedStreams streams) {
        return new DestinationApi(index, settings, calls, streams);
    }

    @Bean
    BindableService inboundPolicyApi(MeshIndex index, Calls calls) {
        return new InboundPolicyApi(index, calls);
    }

    @Bean
    BindableService outboundPolicyApi(MeshIndex index, ApiSettings settings, Calls calls) {
        return new OutboundPolicyApi(index, settings, calls);
    }

    @Bean
    BindableService workloadsApi(MeshIndex index, Calls calls, WatchStreams streams) {
        return new WorkloadsApi(index, calls, streams);
    }

    @Bean
    BindableService servicesApi(MeshIndex index, Calls calls) {
        return new ServicesApi(index, calls);
    }

    @Bean
    BindableService splitsApi(MeshIndex index, Calls calls) {
        return new SplitsApi(index, calls);
    }
}
