package io.weft.service.https;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** A certificate chain and its key, as PEM. The key is never logged. */
public final class ServingCertificate {
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3");

    /** In our order: AES is what the services' compiler, which does not optimize, is slowest at. */
    private static final Set<String> CIPHERS = Collections.unmodifiableSet(new LinkedHashSet<>(
            List.of("TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384")));

    private final String chain;
    private final String key;

    private ServingCertificate(String chain, String key) {
        this.chain = chain;
        this.key = key;
    }

    /** Of texts that nobody keeps in files. */
    public static ServingCertificate ofPem(String chain, String key) {
        return new ServingCertificate(chain, key);
    }

    /** Reads both files. */
    public static ServingCertificate read(Path chain, Path key) throws IOException {
        return new ServingCertificate(
                Files.readString(chain, StandardCharsets.US_ASCII), Files.readString(key, StandardCharsets.US_ASCII));
    }

    /**
     * As the web server wants it, for TLS 1.3 alone.
     *
     * @throws IllegalStateException if it is no PEM, or the key is not the certificate's
     */
    public SslBundle bundle() {
        PemSslStoreDetails details = PemSslStoreDetails.forCertificate(chain).withPrivateKey(key);
        PemSslStore store = PemSslStore.load(details);
        if (store == null || store.privateKey() == null || store.certificates() == null) {
            throw new IllegalStateException("no certificate with a key");
        }
        if (!KeyMatch.isPair(store.privateKey(), store.certificates().getFirst().getPublicKey())) {
            throw new IllegalStateException("the key is not the certificate's");
        }
        PemSslStoreBundle stores = new PemSslStoreBundle(store, null);
        return SslBundle.of(stores, SslBundleKey.NONE, SslOptions.of(CIPHERS, PROTOCOLS));
    }

    /** The chain without the key, as PEM, for whoever is to trust it. */
    public String chain() {
        return chain;
    }

    boolean isSame(ServingCertificate other) {
        return chain.equals(other.chain) && key.equals(other.key);
    }
}
