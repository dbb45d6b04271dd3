package io.weft.service.tls;

import io.weft.service.settings.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundleRegistry;

/** Gives the web server of a service its certificate, from files or made for the occasion. */
public final class ServingCertificates {
    private static final int RELOAD_SECONDS = 10;

    private ServingCertificates() {}

    /**
     * From files, read again every ten seconds.
     *
     * @param bundle the name that {@code server.ssl.bundle} says
     * @param prefix of the settings that named the files: {@code mesh.injector}
     * @param timer stays its owner's
     */
    public static SslBundleRegistrar ofFiles(
            String bundle, String prefix, Path chain, Path key, ScheduledExecutorService timer) {
        return registry -> fromFiles(bundle, prefix, chain, key, timer, registry);
    }

    /** In memory, for a Service and {@code localhost}. */
    public static SslBundleRegistrar of(String bundle, ServingCertificate certificate) {
        return registry -> registry.registerBundle(bundle, certificate.bundle());
    }

    private static void fromFiles(
            String bundle,
            String prefix,
            Path chain,
            Path key,
            ScheduledExecutorService timer,
            SslBundleRegistry registry) {
        try {
            ServingCertificate certificate = ServingCertificate.read(chain, key);
            registry.registerBundle(bundle, certificate.bundle());
            CertificateReload reload = new CertificateReload(chain, key, certificate, registry, bundle);
            var _ = timer.scheduleWithFixedDelay(reload, RELOAD_SECONDS, RELOAD_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | IllegalStateException e) {
            throw new InvalidSettingException(
                    prefix + ".certificate",
                    chain,
                    "Give a readable PEM certificate and, as " + prefix + ".private-key, its own PKCS#8 key ("
                            + e.getMessage() + ").");
        }
    }
}
