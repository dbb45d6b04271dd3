package io.weft.service;

import io.weft.service.grpc.GrpcConfiguration;
import io.weft.service.management.LibraryMeters;
import io.weft.service.management.WebServerConfiguration;
import io.weft.service.settings.MeshProperties;
import io.weft.service.settings.SettingNames;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** Everything a control-plane service gets without asking. */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration",
            "org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration"
        },
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@EnableConfigurationProperties(MeshProperties.class)
@Import({GrpcConfiguration.class, LibraryMeters.class, SettingNames.class, WebServerConfiguration.class})
public final class MeshServiceAutoConfiguration {}
