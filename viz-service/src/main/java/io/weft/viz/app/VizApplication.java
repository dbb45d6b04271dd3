package io.weft.viz.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** viz-service: what one sees of the mesh, over HTTP; {@link Role} says which part of it a process does. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(VizProperties.class)
@Import({
    SharedBeans.class,
    VizConfiguration.class,
    WebBeans.class,
    TapBeans.class,
    ExternalMetricsBeans.class,
    AggregatedBeans.class,
    ServingBeans.class,
    InjectorBeans.class
})
public class VizApplication {
    public static void main(String[] args) {
        SpringApplication.run(VizApplication.class, args);
    }
}
