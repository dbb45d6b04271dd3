package io.weft.destination.app;

import io.weft.service.https.ServingFiles;
import io.weft.service.settings.InvalidSettingException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the certificates lie with which the webhooks answer: absolute paths of directories with {@code tls.crt} (chain, PEM) and
 * {@code tls.key} (PKCS#8, PEM), as a Secret is mounted.
 *
 * @param policy of {@code linkerd-policy-validator}
 * @param profile of {@code linkerd-sp-validator}
 */
@ConfigurationProperties(value = "mesh.webhooks", ignoreUnknownFields = false)
record WebhookProperties(
        @DefaultValue("") String policy, @DefaultValue("") String profile) {
    private static final String POLICY = "mesh.webhooks.policy";
    private static final String PROFILE = "mesh.webhooks.profile";

    /** @throws InvalidSettingException unless both are absolute paths */
    WebhookProperties {
        ServingFiles.in(POLICY, policy);
        ServingFiles.in(PROFILE, profile);
    }

    ServingFiles policyValidator() {
        return ServingFiles.in(POLICY, policy);
    }

    ServingFiles profileValidator() {
        return ServingFiles.in(PROFILE, profile);
    }
}
