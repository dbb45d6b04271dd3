package io.weft.proxy.tls;

import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.util.SimpleKeyManagerFactory;
import io.weft.proxy.identity.Credentials;
import java.net.Socket;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows the workload's one certificate to whoever asks for one of its kind, whatever authorities they name: those are hints
 * (RFC 8446 §4.2.4), and a peer with other anchors tells so itself.
 *
 * <p>Without it Netty puts the key into a key store of the JDK, whose encryption hashes ten thousand times, once to put and
 * once to get, for each context: a tenth of a second of a sidecar's start.
 *
 * <p>Threading: any.
 */
final class ShownCertificate extends X509ExtendedKeyManager {
    private static final String ALIAS = "own";

    private final PrivateKey key;
    private final X509Certificate[] chain;

    private ShownCertificate(Credentials credentials) {
        key = credentials.key();
        chain = credentials.chain().toArray(X509Certificate[]::new);
    }

    /** For contexts of OpenSSL, each of which parses key and chain once. */
    static KeyManagerFactory factory(Credentials credentials) {
        return new OpenSslCachingX509KeyManagerFactory(new Factory(new ShownCertificate(credentials)));
    }

    private @Nullable String alias(String keyType) {
        return keyType.equals(key.getAlgorithm()) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return Arrays.stream(keyTypes).anyMatch(type -> alias(type) != null) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyType);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineClientAlias(keyTypes, issuers, null);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return alias(keyType) == null ? null : new String[] {ALIAS};
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return getServerAliases(keyType, issuers);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return alias.equals(ALIAS) ? chain.clone() : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return alias.equals(ALIAS) ? key : null;
    }

    /** What Netty wants to be told of a key manager through. */
    private static final class Factory extends SimpleKeyManagerFactory {
        private final KeyManager manager;

        Factory(KeyManager manager) {
            this.manager = manager;
        }

        @Override
        protected void engineInit(@Nullable KeyStore store, char @Nullable [] password) {
            // It has its key already.
        }

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {
            // It has its key already.
        }

        @Override
        protected KeyManager[] engineGetKeyManagers() {
            return new KeyManager[] {manager};
        }
    }
}
