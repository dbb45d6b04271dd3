package io.weft.cli.install;

import io.weft.cli.machine.MachineException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Where the issuer and the trust anchors come from: files, values of the chart, or nowhere, in which case they are made. */
final class IssuerOptions {
    static final String CERTIFICATE = "identity.issuer.tls.crtPEM";
    static final String KEY = "identity.issuer.tls.keyPEM";
    static final String ANCHORS = "identityTrustAnchorsPEM";

    @Option(
            names = "--identity-issuer-certificate-file",
            paramLabel = "FILE",
            description = "The issuer's certificate, PEM.")
    private @Nullable Path certificate;

    @Option(names = "--identity-issuer-key-file", paramLabel = "FILE", description = "The issuer's key, PEM.")
    private @Nullable Path key;

    @Option(
            names = "--identity-trust-anchors-file",
            paramLabel = "FILE",
            description = "What is trusted, PEM. Default: the issuer's certificate.")
    private @Nullable Path anchors;

    /**
     * Completes {@code values}.
     *
     * @param name of the root, if one is made
     * @throws MachineException if what was given is incomplete, or no proxy could use it
     */
    void complete(ObjectNode values, String name, Instant now) {
        read(values, CERTIFICATE, certificate);
        read(values, KEY, key);
        read(values, ANCHORS, anchors);
        boolean external = text(values, "identity.issuer.scheme").equals("kubernetes.io/tls");
        boolean externalAnchors = values.path("identity").path("externalCA").asBoolean(false);
        if (external) {
            if (text(values, ANCHORS).isEmpty() && !externalAnchors) {
                throw new MachineException(
                        "an external issuer needs --identity-trust-anchors-file or --identity-external-ca");
            }
            return;
        }
        if (text(values, CERTIFICATE).isEmpty() != text(values, KEY).isEmpty()) {
            throw new MachineException("the issuer's certificate and its key are given together or not at all");
        }
        boolean made = text(values, CERTIFICATE).isEmpty();
        if (made && !text(values, ANCHORS).isEmpty()) {
            throw new MachineException("trust anchors without an issuer's certificate and key: give all, or none");
        }
        if (made) {
            store(values, Issuer.make(name, now));
        }
        String trusted = text(values, ANCHORS).isEmpty() ? text(values, CERTIFICATE) : text(values, ANCHORS);
        new Issuer(trusted, text(values, CERTIFICATE), text(values, KEY)).verify(now);
        ValueLayers.put(values, ANCHORS, trusted);
    }

    private static void store(ObjectNode values, Issuer issuer) {
        ValueLayers.put(values, CERTIFICATE, issuer.certificate());
        ValueLayers.put(values, KEY, issuer.key());
    }

    private static void read(ObjectNode values, String path, @Nullable Path file) {
        if (file != null) {
            ValueLayers.put(values, path, ChartOptions.text(Objects.requireNonNull(file)));
        }
    }

    private static String text(ObjectNode values, String path) {
        return values.at("/" + path.replace('.', '/')).asString("");
    }
}
