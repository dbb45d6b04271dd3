package io.weft.service.grpc;

import io.grpc.ServerInterceptor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.core.Ticker;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerExecutorProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.server.GlobalServerInterceptor;

/** The beans every gRPC server has. */
@Configuration(proxyBeanMethods = false)
public class GrpcConfiguration {
    private static final int THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    /** One bounded pool for calls and watches: gRPC's own grows with every waiting call. */
    @Bean(destroyMethod = "shutdown")
    ExecutorService meshExecutor() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("mesh-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Bean
    GrpcServerExecutorProvider meshGrpcExecutor(Executor meshExecutor) {
        return () -> meshExecutor;
    }

    @Bean
    WatchStreams watchStreams(Executor meshExecutor, MeterRegistry registry) {
        WatchStreams streams = new WatchStreams(meshExecutor);
        Gauge.builder("watch.streams", streams, WatchStreams::size)
                .description("Streams open now")
                .register(registry);
        return streams;
    }

    @Bean
    @GlobalServerInterceptor
    ServerInterceptor grpcMeter(MeterRegistry registry) {
        return new GrpcMeter(registry, Ticker.system());
    }
}
