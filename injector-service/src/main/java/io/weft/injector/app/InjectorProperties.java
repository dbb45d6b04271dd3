package io.weft.injector.app;

import io.weft.service.https.ServingFiles;
import io.weft.service.settings.InvalidSettingException;
import io.weft.service.settings.Settings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of injector-service. Either both files are given, or {@code selfSigned} is asked for.
 *
 * @param certificate absolute path of the serving certificate's chain, PEM; read again every 10 s
 * @param privateKey absolute path of its key, PKCS#8 PEM
 * @param values absolute path of the chart's values, as {@code linkerd-config} has them; empty: everything is admitted unchanged
 * @param trustAnchors absolute path of the trust anchors, PEM; needed with {@code values}
 * @param selfSigned make a certificate in memory at start; no API server will trust it
 */
@ConfigurationProperties("mesh.injector")
public record InjectorProperties(
        @DefaultValue("") String certificate,
        @DefaultValue("") String privateKey,
        @DefaultValue("") String values,
        @DefaultValue("") String trustAnchors,
        @DefaultValue("false") boolean selfSigned) {

    /** Refuses what the service cannot run with, by {@link InvalidSettingException}. */
    public InjectorProperties {
        if (selfSigned) {
            refuseUnless(
                    certificate.isEmpty() && privateKey.isEmpty(),
                    "mesh.injector.self-signed",
                    "true",
                    "Remove it: mesh.injector.certificate and mesh.injector.private-key are given.");
        } else {
            refuseUnless(
                    !certificate.isEmpty(),
                    "mesh.injector.certificate",
                    certificate,
                    "Give the serving certificate's path (and mesh.injector.private-key), or set mesh.injector.self-signed=true "
                            + "where no API server calls.");
            files(certificate, privateKey);
        }
        if (!values.isEmpty()) {
            Settings.absolute("mesh.injector.values", values);
            Settings.absolute("mesh.injector.trust-anchors", trustAnchors);
        }
    }

    /** Only unless {@link #selfSigned}. */
    ServingFiles files() {
        return files(certificate, privateKey);
    }

    private static ServingFiles files(String certificate, String privateKey) {
        return ServingFiles.at("mesh.injector.certificate", certificate, "mesh.injector.private-key", privateKey);
    }

    private static void refuseUnless(boolean good, String property, String value, String advice) {
        if (!good) {
            throw new InvalidSettingException(property, value, advice);
        }
    }
}
