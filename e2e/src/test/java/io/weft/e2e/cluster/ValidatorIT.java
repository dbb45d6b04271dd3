package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * destination-service as the API server's webhook, with the definitions and the rules of the charts, for one namespace. The API
 * server must reach this process: {@code WEFT_WEBHOOK_HOST} says under which name, {@code localhost} where both have the same network.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValidatorIT {
    private final TestAuthority authority = TestAuthority.create();
    private final List<HasMetadata> made = new ArrayList<>();
    private @Nullable Tenant tenant;
    private @Nullable ServiceProgram program;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        String host = System.getenv("WEFT_WEBHOOK_HOST");
        assumeTrue(host != null, "needs a cluster that reaches this machine: set WEFT_WEBHOOK_HOST");
        Tenant own = Tenant.create();
        tenant = own;
        Path secret = Files.createDirectory(folder.resolve("secret"));
        Leaf leaf = authority.leaf(host);
        Pem.write(secret.resolve("tls.crt"), Pem.of(leaf.chain()));
        Pem.writePrivate(secret.resolve("tls.key"), Pem.of(leaf.key()));
        ServiceProgram running = ServiceProgram.start(
                "destination-service",
                folder.resolve("no-kubeconfig"),
                List.of(
                        "--spring.profiles.active=webhooks",
                        "--mesh.webhooks.policy=" + secret,
                        "--mesh.webhooks.profile=" + secret,
                        "--mesh.feed.folder.path=" + Files.createDirectory(folder.resolve("manifests"))),
                folder.resolve("log"));
        program = running;
        running.awaitReady();
        define(own);
        register(own, "https://" + host + ":" + running.https() + "/");
    }

    @AfterAll
    void stop() {
        if (tenant != null) {
            Tenant own = tenant;
            made.reversed().forEach(object -> own.client.resource(object).delete());
            own.close();
        }
        if (program != null) {
            program.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policy.linkerd.io/v1beta3 | Server | {podSelector: {}, port: 'no port'} | spec.port is 'no port': a"
                        + " number from 1 to 65535",
                "policy.linkerd.io/v1beta1 | ServerAuthorization | {server: {name: a}, client: {networks: [{cidr:"
                        + " 10.0.0.0/8, except: [11.0.0.0/8]}]}} | spec.client.networks[0].except[0] is '11.0.0.0/8': a"
                        + " part of 10.0.0.0/8 is allowed",
                "policy.linkerd.io/v1alpha1 | AuthorizationPolicy | {targetRef: {group: apps, kind: Deployment, name:"
                        + " a}, requiredAuthenticationRefs: []} | spec.targetRef.kind is 'Deployment': Server, Namespace,"
                        + " HTTPRoute or GRPCRoute",
                "policy.linkerd.io/v1beta1 | MeshTLSAuthentication | {identities: ['spiffe://td//a']} |"
                        + " spec.identities[0] is 'spiffe://td//a': a SPIFFE id",
                "policy.linkerd.io/v1alpha1 | NetworkAuthentication | {networks: [{cidr: everywhere}]} |"
                        + " spec.networks[0].cidr is 'everywhere': a network",
                "policy.linkerd.io/v1alpha1 | HTTPLocalRateLimitPolicy | {targetRef: {kind: Service, name: a}, total:"
                        + " {requestsPerSecond: 1}} | spec.targetRef.kind is 'Service': Server of group policy.linkerd.io"
                        + " is allowed",
                "policy.linkerd.io/v1alpha1 | EgressNetwork | {trafficPolicy: Deny, networks: [{cidr: 1.0.0.0/8,"
                        + " except: [1.0.0.0/8]}]} | spec.networks[0].except[0] is '1.0.0.0/8': all of 1.0.0.0/8 is"
                        + " excepted",
                "policy.linkerd.io/v1beta3 | HTTPRoute | {parentRefs: [{kind: EgressNetwork, name: a}]} |"
                        + " spec.parentRefs[0].port is missing: the port of an EgressNetwork is required",
                "linkerd.io/v1alpha2 | ServiceProfile | {routes: [{name: a, timeout: soon}]} | spec.routes[0].timeout"
                        + " is 'soon': a duration",
            })
    void theApiServerRefusesWithTheReason(String apiVersion, String kind, String spec, String reason) {
        assertThatThrownBy(() -> create(apiVersion, kind, spec))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("denied the request: " + reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "policy.linkerd.io/v1beta3 | Server | {podSelector: {}, port: http, proxyProtocol: HTTP/2}",
                "policy.linkerd.io/v1beta1 | MeshTLSAuthentication | {identityRefs: [{group: core, kind:"
                        + " ServiceAccount, name: '*'}]}",
                "policy.linkerd.io/v1alpha1 | EgressNetwork | {trafficPolicy: Allow}",
                "linkerd.io/v1alpha2 | ServiceProfile | {routes: [{name: GET /api}], retryBudget: {retryRatio: 0.2,"
                        + " minRetriesPerSecond: 1}}",
            })
    void theApiServerTakesWhatTheMeshCanUse(String apiVersion, String kind, String spec) {
        assertThatCode(() -> create(apiVersion, kind, spec)).doesNotThrowAnyException();
    }

    private void create(String apiVersion, String kind, String spec) {
        GenericKubernetesResource object =
                Serialization.unmarshal("""
                    apiVersion: %s
                    kind: %s
                    metadata: {name: web}
                    spec: %s
                    """.formatted(apiVersion, kind, spec), GenericKubernetesResource.class);
        tenant().client.resource(object).inNamespace(tenant().namespace).create();
    }

    /** Those that the cluster does not have already. */
    private void define(Tenant own) throws Exception {
        for (HasMetadata each : own.client
                .load(new ByteArrayInputStream(LinkerdCommand.prints("install", "--ignore-cluster", "--crds")))
                .items()) {
            if (each instanceof CustomResourceDefinition definition
                    && own.client.resource(definition).get() == null) {
                own.client.resource(definition).create();
                made.add(definition);
                own.client.resource(definition).waitUntilCondition(ValidatorIT::isEstablished, 30, TimeUnit.SECONDS);
            }
        }
    }

    private static boolean isEstablished(@Nullable CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    /** The chart's, for the tenant's namespace alone, and failing where nobody answers. */
    private void register(Tenant own, String url) throws Exception {
        String anchor =
                Base64.getEncoder().encodeToString(Pem.of(authority.anchors()).getBytes(StandardCharsets.US_ASCII));
        LabelSelector here = new LabelSelectorBuilder()
                .addToMatchLabels("kubernetes.io/metadata.name", own.namespace)
                .build();
        for (HasMetadata each : own.client
                .load(new ByteArrayInputStream(LinkerdCommand.prints("install", "--ignore-cluster")))
                .items()) {
            if (each instanceof ValidatingWebhookConfiguration configuration) {
                configuration
                        .getMetadata()
                        .setName(own.namespace + "-"
                                + configuration.getMetadata().getName());
                configuration.getWebhooks().forEach(webhook -> {
                    webhook.getClientConfig().setService(null);
                    webhook.getClientConfig().setUrl(url);
                    webhook.getClientConfig().setCaBundle(anchor);
                    webhook.setNamespaceSelector(here);
                    webhook.setFailurePolicy("Fail");
                });
                own.client.resource(configuration).create();
                made.add(configuration);
            }
        }
        assertThat(made)
                .filteredOn(ValidatingWebhookConfiguration.class::isInstance)
                .hasSize(2);
    }

    private Tenant tenant() {
        return Objects.requireNonNull(tenant, "not started");
    }
}
