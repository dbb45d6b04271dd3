package io.weft.destination.app;

import io.weft.destination.api.MeshApi;
import io.weft.destination.grpc.ApiSettings;
import io.weft.destination.grpc.Inquiries;
import io.weft.destination.index.MeshIndex;
import io.weft.service.admin.AdminApi;
import io.weft.service.https.SelfSigned;
import io.weft.service.https.ServingCertificate;
import io.weft.service.settings.MeshProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** What operators call, and the certificate of its port. */
@Configuration(proxyBeanMethods = false)
class ApiBeans {
    private static final String BUNDLE = "destination"; // named by server.ssl.bundle too

    @Bean
    AdminApi adminApi() {
        return MeshApi.description();
    }

    @Bean
    MeshApi meshApi(MeshIndex index, ApiSettings settings) {
        return new MeshApi(new Inquiries(index, settings));
    }

    /** Where no API server calls, nobody keeps files for us. */
    @Bean
    @Profile("!webhooks")
    SslBundleRegistrar servingCertificate(DestinationProperties properties, MeshProperties mesh) {
        ServingCertificate made =
                SelfSigned.make("linkerd-dst." + mesh.controlPlaneNamespace() + ".svc", Clock.systemUTC());
        if (!properties.publishedCertificate().isEmpty()) {
            publish(made, Path.of(properties.publishedCertificate()));
        }
        return registry -> registry.registerBundle(BUNDLE, made.bundle());
    }

    private static void publish(ServingCertificate certificate, Path file) {
        try {
            Files.writeString(file, certificate.chain());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
