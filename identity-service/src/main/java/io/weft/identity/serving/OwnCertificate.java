package io.weft.identity.serving;

import io.netty.handler.ssl.util.KeyManagerFactoryWrapper;
import io.weft.identity.ca.ServerLeaves;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Set;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * Gives each handshake the leaf of the moment, so that a renewed issuer shows at once. While nothing can be signed there is
 * none, and the handshake fails: health says why.
 */
public final class OwnCertificate {
    private OwnCertificate() {}

    /** For TLS 1.3 alone. */
    public static SslBundle bundle(ServerLeaves leaves) {
        SslManagerBundle managers = SslManagerBundle.of(new KeyManagerFactoryWrapper(new OwnKeys(leaves)), noTrust());
        return SslBundle.of(
                SslStoreBundle.NONE, SslBundleKey.NONE, SslOptions.of(null, Set.of("TLSv1.3")), "TLS", managers);
    }

    /** Callers show tokens, no certificates: nobody's is trusted. */
    private static TrustManagerFactory noTrust() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            KeyStore empty = KeyStore.getInstance(KeyStore.getDefaultType());
            empty.load(null, null);
            factory.init(empty);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this JDK has no trust manager", e);
        }
    }
}
