package io.weft.proxy.identity;

import io.weft.core.Latest;
import java.util.Optional;

/**
 * The credentials in force; empty until the first certificate.
 *
 * <p>Threading: safe from any thread.
 */
public final class CertificateStore {
    private final Latest<Optional<Credentials>> latest = new Latest<>(Optional.empty());

    public Latest<Optional<Credentials>> latest() {
        return latest;
    }

    void put(Credentials credentials) {
        latest.set(Optional.of(credentials));
    }
}
