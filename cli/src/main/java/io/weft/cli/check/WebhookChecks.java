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
import java.util.stream.Stream;

/**
 * Whether the API server will believe the webhooks.
 *
 * @see "cli, 4: linkerd-webhooks-and-apisvc-tls"
 */
final class WebhookChecks {
    private final ClusterMesh mesh;
    private final InstantSource clock;

    WebhookChecks(ClusterMesh mesh, InstantSource clock) {
        this.mesh = mesh;
        this.clock = clock;
    }

    CheckGroup group() {
        return new CheckGroup(
                "linkerd-webhooks-and-apisvc-tls",
                Stream.of(Webhook.values()).flatMap(this::checks).toList());
    }

    private Stream<Check> checks(Webhook webhook) {
        return Stream.of(
                new Check(
                        webhook.title() + " webhook has valid cert",
                        "l5d-" + webhook.title() + "-webhook-cert-valid",
                        Weight.FATAL,
                        () -> invalid(webhook)),
                new Check(
                        webhook.title() + " cert is valid for at least 60 days",
                        "l5d-" + webhook.title() + "-webhook-cert-not-expiring-soon",
                        Weight.WARNING,
                        () -> said(
                                webhook,
                                Certificates.expiringSoon(chain(webhook).getFirst(), clock.instant()))));
    }

    private List<String> invalid(Webhook webhook) {
        List<X509Certificate> chain = chain(webhook);
        String outside = Certificates.outsideItsTime(chain.getFirst(), clock.instant());
        if (!outside.isEmpty()) {
            return said(webhook, outside);
        }
        String host = "linkerd-" + webhook.title() + "." + mesh.namespace() + ".svc";
        if (!names(chain.getFirst()).contains(host)) {
            return List.of("the certificate in Secret " + webhook.secret() + " is not for " + host);
        }
        Certificates.verify(chain, authorities(webhook), clock.instant());
        return List.of();
    }

    private static List<String> said(Webhook webhook, String complaint) {
        return complaint.isEmpty()
                ? List.of()
                : List.of("the certificate in Secret " + webhook.secret() + " " + complaint);
    }

    private List<X509Certificate> chain(Webhook webhook) {
        return mesh.own(ClusterKind.SECRET, webhook.secret())
                .map(secret -> Certificates.ofSecret(secret, "tls.crt"))
                .orElseThrow(() -> new IllegalStateException("Secret " + webhook.secret() + " is missing"));
    }

    private List<X509Certificate> authorities(Webhook webhook) {
        String bundle = mesh.cluster()
                .get(webhook.kind(), "", webhook.configuration())
                .map(configuration -> configuration.text("/webhooks/0/clientConfig/caBundle"))
                .orElse("");
        return Certificates.parse(
                "caBundle of " + webhook.configuration(),
                new String(Base64.getDecoder().decode(bundle), UTF_8));
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        } catch (CertificateParsingException e) {
            throw new IllegalStateException("a webhook's certificate has names that cannot be read", e);
        }
    }
}
