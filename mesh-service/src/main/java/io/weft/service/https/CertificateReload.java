package io.weft.service.https;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundleRegistry;

/**
 * Reads the files again and again, and hands a changed certificate to the web server. One that cannot be used is reported
 * once, and the last good one stays.
 *
 * <p>Threading: {@link #run} on one thread at a time.
 */
public final class CertificateReload implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateReload.class);

    private final Path chain;
    private final Path key;
    private final SslBundleRegistry registry;
    private final String bundle;
    private ServingCertificate current;
    private boolean broken;

    /** {@code current} is what the web server started with. */
    public CertificateReload(
            Path chain, Path key, ServingCertificate current, SslBundleRegistry registry, String bundle) {
        this.chain = chain;
        this.key = key;
        this.current = current;
        this.registry = registry;
        this.bundle = bundle;
    }

    @Override
    public void run() {
        try {
            ServingCertificate next = ServingCertificate.read(chain, key);
            if (!next.isSame(current)) {
                registry.updateBundle(bundle, next.bundle());
                current = next;
                LOG.info("serving certificate reloaded from {}", chain);
            }
            broken = false;
        } catch (IOException | RuntimeException e) {
            if (!broken) {
                LOG.warn("serving certificate at {} cannot be used ({}); the last good one stays", chain, e.toString());
            }
            broken = true;
        }
    }
}
