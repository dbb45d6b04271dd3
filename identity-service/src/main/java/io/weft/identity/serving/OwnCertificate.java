package io.weft.identity.serving;

import io.weft.identity.ca.ServerLeaves;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
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
        SslManagerBundle managers = SslManagerBundle.of(new Factory(new OwnKeys(leaves)), noTrust());
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

    private static final class Factory extends KeyManagerFactory {
        Factory(KeyManager keys) {
            super(new Spi(keys), new Weft(), "own");
        }
    }

    private static final class Weft extends Provider {
        private static final long serialVersionUID = 1L;

        Weft() {
            super("Weft", "1", "the certificate of our own port");
        }
    }

    private static final class Spi extends KeyManagerFactorySpi {
        private final KeyManager keys;

        Spi(KeyManager keys) {
            this.keys = keys;
        }

        @Override
        protected void engineInit(@Nullable KeyStore store, char @Nullable [] password) {}

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {}

        @Override
        protected KeyManager[] engineGetKeyManagers() {
            return new KeyManager[] {keys};
        }
    }
}
