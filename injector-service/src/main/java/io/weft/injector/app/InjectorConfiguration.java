package io.weft.injector.app;

import io.weft.injector.tls.CertificateReload;
import io.weft.injector.tls.SelfSigned;
import io.weft.injector.tls.ServingCertificate;
import io.weft.injector.webhook.AdmissionHandler;
import io.weft.service.settings.InvalidSettingException;
import io.weft.service.settings.MeshProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Everything the service is made of. */
@Configuration(proxyBeanMethods = false)
@Import({AdmissionHandler.class, ReviewConfiguration.class})
class InjectorConfiguration {
    private static final String BUNDLE = "injector"; // named by server.ssl.bundle too
    private static final int RELOAD_SECONDS = 10;

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
            return registry -> registry.registerBundle(
                    BUNDLE, SelfSigned.make(service, Clock.systemUTC()).bundle());
        }
        return registry -> fromFiles(settings, registry, certificateTimer);
    }

    private static void fromFiles(
            InjectorProperties settings, SslBundleRegistry registry, ScheduledExecutorService timer) {
        Path chain = Path.of(settings.certificate());
        Path key = Path.of(settings.privateKey());
        try {
            ServingCertificate certificate = ServingCertificate.read(chain, key);
            registry.registerBundle(BUNDLE, certificate.bundle());
            CertificateReload reload = new CertificateReload(chain, key, certificate, registry, BUNDLE);
            var _ = timer.scheduleWithFixedDelay(reload, RELOAD_SECONDS, RELOAD_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | IllegalStateException e) {
            throw new InvalidSettingException(
                    "mesh.injector.certificate",
                    chain,
                    "Give a readable PEM certificate and, as mesh.injector.private-key, its own PKCS#8 key ("
                            + e.getMessage() + ").");
        }
    }
}
