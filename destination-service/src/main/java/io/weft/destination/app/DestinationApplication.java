package io.weft.destination.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * destination-service: Destination, both policy APIs and Workloads on port 8087, the admin API on 8443, webhooks too where there is an
 * API server, management on 8086.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(DestinationProperties.class)
@Import({IndexBeans.class, GrpcBeans.class, ApiBeans.class, WebhookBeans.class, DutyBeans.class})
public class DestinationApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(DestinationApplication.class, arguments);
    }
}
