package io.weft.testkit.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A workload's key and certificates.
 *
 * @param chain the leaf first, then its issuers; the anchor is not among them unless it signed the leaf itself
 */
public record Leaf(PrivateKey key, List<X509Certificate> chain) {
    public Leaf {
        chain = List.copyOf(chain);
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    public List<X509Certificate> intermediates() {
        return chain.subList(1, chain.size());
    }

    /** Writes {@code chain.pem}, {@code key.pem} (PKCS#8) and {@code key.p8} (PKCS#8 DER), keys with mode 0600. */
    public Leaf writeTo(Path directory) {
        Pem.write(directory.resolve("chain.pem"), Pem.of(chain));
        Pem.writePrivate(directory.resolve("key.pem"), Pem.of(key));
        try {
            Files.write(Pem.writePrivate(directory.resolve("key.p8"), ""), key.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
