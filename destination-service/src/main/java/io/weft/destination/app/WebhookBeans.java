package io.weft.destination.app;

import io.weft.destination.admission.ResourceAdmission;
import io.weft.service.admission.AdmissionEndpoint;
import io.weft.service.https.ServingFiles;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the API server asks before it takes an object, under both names that Linkerd has for it, each with its certificate. Only with
 * the profile {@code webhooks}: a folder has no API server, and reports what it cannot use.
 */
@Configuration(proxyBeanMethods = false)
@Profile("webhooks")
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookBeans {
    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService certificateTimer() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("certificate").factory());
    }

    /** The bundles are named in {@code application-webhooks.properties}. */
    @Bean
    SslBundleRegistrar servingCertificates(WebhookProperties properties, ScheduledExecutorService certificateTimer) {
        ServingFiles policies = properties.policyValidator();
        ServingFiles profiles = properties.profileValidator();
        return registry -> {
            policies.register(registry, "policy-validator", certificateTimer);
            profiles.register(registry, "sp-validator", certificateTimer);
        };
    }

    @Bean
    AdmissionEndpoint admissionEndpoint(JsonMapper mapper) {
        return new AdmissionEndpoint(mapper, new ResourceAdmission());
    }
}
