package io.weft.cli.machine;

import io.weft.core.WorkloadIdentity;
import java.security.SecureRandom;

/**
 * Names one pod.
 *
 * @param namespace a DNS-1123 label
 * @param name a DNS-1123 label
 */
public record PodName(String namespace, String name) {
    /** Without vowels, so that no words come out, and without look-alikes. */
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private static final int SUFFIX = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @throws IllegalArgumentException if either part is not a DNS-1123 label */
    public PodName {
        requireLabel("namespace", namespace);
        requireLabel("pod name", name);
    }

    /**
     * A name for a new pod of {@code deployment}: five random characters are appended.
     *
     * @throws IllegalArgumentException if a part is not a DNS-1123 label, or the whole would be too long for one
     */
    public static PodName generate(String namespace, String deployment) {
        StringBuilder name = new StringBuilder(deployment).append('-');
        for (int i = 0; i < SUFFIX; i++) {
            name.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new PodName(namespace, name.toString());
    }

    private static void requireLabel(String what, String text) {
        if (!WorkloadIdentity.isLabel(text)) {
            throw new IllegalArgumentException(
                    what + " must be 1 to 63 of a-z, 0-9 and '-', alphanumeric at both ends: " + text);
        }
    }

    /** {@code NS.NAME}, as it appears in names of files and namespaces. */
    @Override
    public String toString() {
        return namespace + "." + name;
    }
}
