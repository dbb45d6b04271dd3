package io.weft.service.management;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** Few threads of our own for HTTP: Reactor Netty's shared ones are many, and end with whichever context closes first. */
@Configuration(proxyBeanMethods = false)
public class WebServerConfiguration {
    private static final int THREADS = 2;

    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setLoopResourcesSupplier(() -> LoopResources.create("mesh-http", THREADS, true));
        // By then every server has finished its requests; a loop that somebody still scrapes with is never quiet.
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }
}
