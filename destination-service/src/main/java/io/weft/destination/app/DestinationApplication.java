package io.weft.destination.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * destination-service: Destination, both policy APIs and Workloads on port 8087, webhooks on 8443 where there is an API server, management on
 * 8086.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(DestinationProperties.class)
@Import({IndexBeans.class, GrpcBeans.class, WebhookBeans.class})
public class DestinationApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(DestinationApplication.class, arguments);
    }
}
