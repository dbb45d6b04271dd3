package io.weft.injector.app;

import io.weft.injector.api.InjectionApi;
import io.weft.service.admin.AdminApi;
import io.weft.service.admission.Admission;
import io.weft.service.admission.AdmissionEndpoint;
import io.weft.service.admission.Verdict;
import io.weft.service.https.SelfSigned;
import io.weft.service.https.ServingFiles;
import io.weft.service.settings.MeshProperties;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** Everything the service is made of. */
@Configuration(proxyBeanMethods = false)
@Import({InjectionApi.class, ReviewConfiguration.class})
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
            return registry -> registry.registerBundle(
                    BUNDLE, SelfSigned.make(service, Clock.systemUTC()).bundle());
        }
        ServingFiles files = settings.files();
        return registry -> files.register(registry, BUNDLE, certificateTimer);
    }

    /** Without settings of injection whatever comes is let in unchanged. */
    @Bean
    AdmissionEndpoint admissionEndpoint(JsonMapper mapper, Optional<Admission> admission) {
        return new AdmissionEndpoint(mapper, admission.orElse(review -> Verdict.ALLOWED));
    }
}
