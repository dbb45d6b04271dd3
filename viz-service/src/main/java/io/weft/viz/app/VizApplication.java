package io.weft.viz.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** viz-service: metrics of the mesh, over HTTP. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(VizProperties.class)
@Import(VizConfiguration.class)
public class VizApplication {
    public static void main(String[] args) {
        SpringApplication.run(VizApplication.class, args);
    }
}
