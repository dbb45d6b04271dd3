package io.weft.injector.app;

import io.weft.injector.api.InjectionApi;
import io.weft.injector.webhook.AdmissionHandler;
import io.weft.service.admin.AdminApi;
import io.weft.service.settings.MeshProperties;
import io.weft.service.tls.SelfSigned;
import io.weft.service.tls.ServingCertificates;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Everything the service is made of. */
@Configuration(proxyBeanMethods = false)
@Import({AdmissionHandler.class, InjectionApi.class, ReviewConfiguration.class})
class InjectorConfiguration {
    private static final String BUNDLE = "injector"; // named by server.ssl.bundle too

    @Bean
    AdminApi adminApi() {
        return InjectionApi.description();
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService certificateTimer() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("certificate").factory());
    }

    @Bean
    SslBundleRegistrar servingCertificate(
            InjectorProperties settings, MeshProperties mesh, ScheduledExecutorService certificateTimer) {
        if (settings.selfSigned()) {
            String service = "linkerd-proxy-injector." + mesh.controlPlaneNamespace() + ".svc";
            return ServingCertificates.of(BUNDLE, SelfSigned.make(service, Clock.systemUTC()));
        }
        return ServingCertificates.ofFiles(
                BUNDLE,
                "mesh.injector",
                Path.of(settings.certificate()),
                Path.of(settings.privateKey()),
                certificateTimer);
    }
}
