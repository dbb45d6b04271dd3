package io.weft.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weft.cli.check.Check.Weight;
import io.weft.cli.cluster.ClusterKind;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
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
                        () -> certificate(webhook).expiringSoon(clock.instant())));
    }

    private List<String> invalid(Webhook webhook) {
        String host = "linkerd-" + webhook.title() + "." + mesh.namespace() + ".svc";
        return certificate(webhook).invalid(host, authorities(webhook), clock.instant());
    }

    private ServingCertificate certificate(Webhook webhook) {
        return ServingCertificate.of(webhook.secret(), mesh.own(ClusterKind.SECRET, webhook.secret()));
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
}
