package io.weft.identity.serving;

import io.weft.identity.ca.ServerLeaves;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
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
    private static final String ALIAS = "own";

    private OwnCertificate() {}

    /** For TLS 1.3 alone. */
    public static SslBundle bundle(ServerLeaves leaves) {
        SslManagerBundle managers = SslManagerBundle.of(new Factory(new Keys(leaves)), noTrust());
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

    /** The key stays, its certificate changes: whatever two questions of a handshake get, they fit. */
    private static final class Keys extends X509ExtendedKeyManager {
        private final ServerLeaves leaves;

        Keys(ServerLeaves leaves) {
            this.leaves = leaves;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return keyType.equals("EC") && leaves.current().isPresent() ? ALIAS : null;
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return leaves.current()
                    .map(chain -> chain.toArray(X509Certificate[]::new))
                    .orElse(null);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return leaves.key();
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return chooseEngineServerAlias(keyType, issuers, null);
        }

        @Override
        public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
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
