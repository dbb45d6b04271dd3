package io.weft.service.https;

import io.weft.service.settings.InvalidSettingException;
import io.weft.service.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.ssl.SslBundleRegistry;

/**
 * Where a serving certificate and its key lie.
 *
 * @param setting the property that names the chain, for messages
 * @param chain PEM
 * @param key its PKCS#8 key, PEM
 */
public record ServingFiles(String setting, Path chain, Path key) {
    private static final int RELOAD_SECONDS = 10;

    /**
     * Each at a path of its own.
     *
     * @throws InvalidSettingException unless both are absolute paths
     */
    public static ServingFiles at(String setting, String chain, String keySetting, String key) {
        return new ServingFiles(setting, Settings.absolute(setting, chain), Settings.absolute(keySetting, key));
    }

    /**
     * {@code tls.crt} and {@code tls.key}, as a Secret is mounted.
     *
     * @throws InvalidSettingException unless the path is absolute
     */
    public static ServingFiles in(String setting, String directory) {
        Path secret = Settings.absolute(setting, directory);
        return new ServingFiles(setting, secret.resolve("tls.crt"), secret.resolve("tls.key"));
    }

    /**
     * Gives the certificate to the web server under the name {@code bundle}, and every ten seconds what the files hold then.
     *
     * @param timer runs the reloads, until it is shut down
     * @throws InvalidSettingException if the files hold no certificate with its key now
     */
    public void register(SslBundleRegistry registry, String bundle, ScheduledExecutorService timer) {
        try {
            ServingCertificate certificate = ServingCertificate.read(chain, key);
            registry.registerBundle(bundle, certificate.bundle());
            CertificateReload reload = new CertificateReload(chain, key, certificate, registry, bundle);
            var _ = timer.scheduleWithFixedDelay(reload, RELOAD_SECONDS, RELOAD_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | IllegalStateException e) {
            throw new InvalidSettingException(
                    setting,
                    chain,
                    "Give a readable PEM certificate and, beside it, its own PKCS#8 key (" + e.getMessage() + ").");
        }
    }
}
