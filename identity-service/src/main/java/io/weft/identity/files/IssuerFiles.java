package io.weft.identity.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What the issuer's two files are called. A Secret of cert-manager has {@code ca.crt} beside them, which is not read: what
 * counts as an anchor is said in one place.
 *
 * @see "control-plane, 3: linkerd-identity-issuer"
 */
enum IssuerFiles {
    /** Ours, as {@link Bootstrap} makes them. */
    OURS("issuer.crt", "issuer.key"),
    /** A mounted Secret of the scheme linkerd.io/tls. */
    LINKERD("crt.pem", "key.pem"),
    /** A mounted Secret of type kubernetes.io/tls. */
    KUBERNETES("tls.crt", "tls.key");

    private final String certificate;
    private final String key;

    IssuerFiles(String certificate, String key) {
        this.certificate = certificate;
        this.key = key;
    }

    String certificate() {
        return certificate;
    }

    String key() {
        return key;
    }

    /** The first spelling of which a file is there; ours if there is none. */
    static IssuerFiles in(Path directory) {
        return Arrays.stream(values())
                .filter(each ->
                        Files.exists(directory.resolve(each.certificate)) || Files.exists(directory.resolve(each.key)))
                .findFirst()
                .orElse(OURS);
    }
}
