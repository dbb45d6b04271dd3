package io.weft.destination.app;

import io.weft.destination.api.MeshApi;
import io.weft.destination.grpc.Inquiries;
import io.weft.destination.index.MeshIndex;
import io.weft.service.admin.AdminApi;
import io.weft.service.settings.MeshProperties;
import io.weft.service.tls.SelfSigned;
import io.weft.service.tls.ServingCertificate;
import io.weft.service.tls.ServingCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What operators call, and the certificate of its port. */
@Configuration(proxyBeanMethods = false)
class ApiBeans {
    private static final String BUNDLE = "destination"; // named by server.ssl.bundle too

    @Bean
    AdminApi adminApi() {
        return MeshApi.description();
    }

    @Bean
    MeshApi meshApi(MeshIndex index, MeshProperties mesh) {
        return new MeshApi(new Inquiries(index, mesh.clusterDomain()));
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService certificateTimer() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("certificate").factory());
    }

    @Bean
    SslBundleRegistrar servingCertificate(
            DestinationProperties properties, MeshProperties mesh, ScheduledExecutorService certificateTimer) {
        ServingProperties settings = properties.serving();
        if (settings.certificate().isEmpty()) {
            ServingCertificate made =
                    SelfSigned.make("linkerd-dst." + mesh.controlPlaneNamespace() + ".svc", Clock.systemUTC());
            settings.publishedFile().ifPresent(file -> publish(made, file));
            return ServingCertificates.of(BUNDLE, made);
        }
        return ServingCertificates.ofFiles(
                BUNDLE,
                ServingProperties.PREFIX,
                Path.of(settings.certificate()),
                Path.of(settings.privateKey()),
                certificateTimer);
    }

    private static void publish(ServingCertificate certificate, Path file) {
        try {
            Files.writeString(file, certificate.chain());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
