package io.weft.ingress.manifests;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.Pem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Secrets of type {@code kubernetes.io/tls}. */
public final class Secrets {
    private Secrets() {}

    public static Secret of(String namespace, String name, Leaf leaf) {
        return of(namespace, name, Pem.of(leaf.chain()), Pem.of(leaf.key()));
    }

    public static Secret of(String namespace, String name, String chain, String key) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withType("kubernetes.io/tls")
                .addToData("tls.crt", encoded(chain))
                .addToData("tls.key", encoded(key))
                .build();
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
