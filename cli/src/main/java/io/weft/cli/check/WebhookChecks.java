package io.weft.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weft.cli.check.Check.Weight;
import io.weft.cli.cluster.ClusterKind;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Whether the API server will believe the injector.
 *
 * @see "cli, 4: linkerd-webhooks-and-apisvc-tls"
 */
final class WebhookChecks {
    static final String CONFIGURATION = "linkerd-proxy-injector-webhook-config";
    private static final String SECRET = "linkerd-proxy-injector-k8s-tls";

    private final ClusterMesh mesh;
    private final InstantSource clock;

    WebhookChecks(ClusterMesh mesh, InstantSource clock) {
        this.mesh = mesh;
        this.clock = clock;
    }

    CheckGroup group() {
        return new CheckGroup(
                "linkerd-webhooks-and-apisvc-tls",
                List.of(
                        new Check(
                                "proxy-injector webhook has valid cert",
                                "l5d-proxy-injector-webhook-cert-valid",
                                Weight.FATAL,
                                this::invalid),
                        new Check(
                                "proxy-injector cert is valid for at least 60 days",
                                "l5d-proxy-injector-webhook-cert-not-expiring-soon",
                                Weight.WARNING,
                                () -> said(Certificates.expiringSoon(chain().getFirst(), clock.instant())))));
    }

    private List<String> invalid() {
        List<X509Certificate> chain = chain();
        String outside = Certificates.outsideItsTime(chain.getFirst(), clock.instant());
        if (!outside.isEmpty()) {
            return said(outside);
        }
        String host = "linkerd-proxy-injector." + mesh.namespace() + ".svc";
        if (!names(chain.getFirst()).contains(host)) {
            return List.of("the certificate in Secret " + SECRET + " is not for " + host);
        }
        Certificates.verify(chain, authorities(), clock.instant());
        return List.of();
    }

    private static List<String> said(String complaint) {
        return complaint.isEmpty() ? List.of() : List.of("the injector's certificate " + complaint);
    }

    private List<X509Certificate> chain() {
        return mesh.own(ClusterKind.SECRET, SECRET)
                .map(secret -> Certificates.ofSecret(secret, "tls.crt"))
                .orElseThrow(() -> new IllegalStateException("Secret " + SECRET + " is missing"));
    }

    private List<X509Certificate> authorities() {
        String bundle = mesh.cluster()
                .get(ClusterKind.MUTATING_WEBHOOK, "", CONFIGURATION)
                .map(configuration -> configuration.text("/webhooks/0/clientConfig/caBundle"))
                .orElse("");
        return Certificates.parse(
                "caBundle of " + CONFIGURATION, new String(Base64.getDecoder().decode(bundle), UTF_8));
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        } catch (CertificateParsingException e) {
            throw new IllegalStateException("the injector's certificate has names that cannot be read", e);
        }
    }
}
