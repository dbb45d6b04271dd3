package io.weft.injector.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** injector-service: the admission webhook, over HTTPS. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(InjectorProperties.class)
@Import(InjectorConfiguration.class)
public class InjectorApplication {
    public static void main(String[] args) {
        SpringApplication.run(InjectorApplication.class, args);
    }
}
