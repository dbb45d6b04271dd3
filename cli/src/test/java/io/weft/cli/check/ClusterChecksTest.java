package io.weft.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.weft.cli.check.VersionChecks.Releases;
import io.weft.cli.cluster.FakeCluster;
import io.weft.cli.machine.MachineException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class ClusterChecksTest {
    private static final Instant NOW = InstalledMesh.INSTALLED;

    private static final String SERVER = """
            apiVersion: policy.linkerd.io/v1beta3
            kind: Server
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {matchLabels: {app: web}}, port: 8080}
            """;

    private final FakeCluster cluster = InstalledMesh.cluster();

    @Test
    void whatInstallAppliesIsWell() {
        assertThat(problems(checks().controlPlane())).isEmpty();
        assertThat(problems(checks().dataPlane(""))).isEmpty();
        assertThat(problems(checks().definitions())).isEmpty();
    }

    @Test
    void emptyClusterIsReadyForAMesh() {
        assertThat(problems(checks(new FakeCluster()).before())).isEmpty();
    }

    @Test
    void categoriesComeInTheirOrder() {
        assertThat(names(checks().before()))
                .containsExactly(
                        "kubernetes-api",
                        "kubernetes-version",
                        "gateway-api-crd",
                        "pre-kubernetes-setup",
                        "linkerd-version");
        assertThat(names(checks().definitions()))
                .containsExactly(
                        "kubernetes-api", "kubernetes-version", "gateway-api-crd", "linkerd-crd", "linkerd-version");
        assertThat(names(checks().controlPlane()))
                .containsExactly(
                        "kubernetes-api",
                        "kubernetes-version",
                        "gateway-api-crd",
                        "linkerd-existence",
                        "linkerd-config",
                        "linkerd-identity",
                        "linkerd-webhooks-and-apisvc-tls",
                        "linkerd-version",
                        "control-plane-version",
                        "linkerd-control-plane-proxy",
                        "linkerd-ha-checks",
                        "linkerd-extension-checks");
        assertThat(names(checks().dataPlane("")))
                .containsExactly(
                        "kubernetes-api",
                        "kubernetes-version",
                        "gateway-api-crd",
                        "linkerd-existence",
                        "linkerd-config",
                        "linkerd-identity",
                        "linkerd-webhooks-and-apisvc-tls",
                        "linkerd-identity-data-plane",
                        "linkerd-version",
                        "linkerd-control-plane-proxy",
                        "linkerd-data-plane",
                        "linkerd-ha-checks");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void controlPlaneThatIsNotWellIsTold(String problem, Consumer<FakeCluster> breaking) {
        breaking.accept(cluster);

        assertThat(problems(checks().controlPlane()))
                .singleElement()
                .satisfies(each -> assertThat(each).startsWith(problem));
    }

    static Stream<Arguments> controlPlaneThatIsNotWellIsTold() {
        return Stream.of(
                broken("× can query the Kubernetes API: the cluster cannot be asked", each -> each.version("")),
                broken(
                        "× is running the minimum Kubernetes API version: Kubernetes is v1.28.9",
                        each -> each.version("v1.28.9")),
                broken("× Gateway API CRDs are installed, or can be: httproutes", each -> each.apply("""
                        apiVersion: apiextensions.k8s.io/v1
                        kind: CustomResourceDefinition
                        metadata: {name: httproutes.gateway.networking.k8s.io}
                        spec: {versions: [{name: v1alpha2, served: true}, {name: v1, served: false}]}
                        """)),
                broken(
                        "× 'linkerd-config' config map exists: there is none in namespace linkerd",
                        each -> each.remove("ConfigMap", "linkerd-config")),
                broken(
                        "‼ AuthorizationPolicies that require nothing mean what the installation says: destination was"
                                + " started with deny, the installation says allow: linkerd upgrade",
                        each -> requireNothing(each, "allow")),
                broken(
                        "× control plane replica sets are ready: linkerd-identity-5: 0 of 1",
                        each -> each.change("ReplicaSet", "linkerd-identity-5", object -> object.putObject("status"))),
                broken(
                        "‼ no unschedulable pods: linkerd/linkerd-identity-6-a: no node is free",
                        each -> each.apply("""
                        apiVersion: v1
                        kind: Pod
                        metadata:
                          {name: linkerd-identity-6-a, namespace: linkerd,
                           labels: {linkerd.io/control-plane-component: identity},
                           annotations: {linkerd.io/proxy-version: "VERSION"}}
                        status:
                          conditions:
                          - {type: PodScheduled, status: "False", reason: Unschedulable, message: no node is free}
                          - {type: Ready, status: "True"}
                          initContainerStatuses: [{name: linkerd-proxy, ready: true}]
                        """.replace("VERSION", InstalledMesh.installedVersion(each)))),
                broken(
                        "× control plane pods are ready: there is no pod of linkerd-proxy-injector",
                        each -> each.remove("Pod", "linkerd-proxy-injector-5-a")),
                broken(
                        "× control plane pods are ready: linkerd/linkerd-identity-5-a is not ready: ErrImagePull gone",
                        each -> each.change("Pod", "linkerd-identity-5-a", pod -> {
                            pod.withObject("/status").remove("conditions");
                            ((ObjectNode) pod.at("/status/containerStatuses/0"))
                                    .withObject("/state/waiting")
                                    .put("reason", "ErrImagePull")
                                    .put("message", "gone");
                        })),
                broken(
                        "× cluster networks contains all node podCIDRs: 44.0.0.0/16 of node node2",
                        each -> each.apply(
                                "{apiVersion: v1, kind: Node, metadata: {name: node2}, spec: {podCIDRs: [44.0.0.0/16]}}")),
                broken(
                        "× cluster networks contains all pods: 44.0.0.1 of pod shop/web-1",
                        each -> InstalledMesh.change(each, "Pod", "web-1", "/status/podIP", "44.0.0.1")),
                broken(
                        "× cluster networks contains all services: 44.0.0.1 of service shop/web",
                        each -> InstalledMesh.change(each, "Service", "web", "/spec/clusterIP", "44.0.0.1")),
                broken(
                        "× control plane Namespace exists: Namespace linkerd is missing",
                        each -> each.remove("Namespace", "linkerd")),
                broken(
                        "× control plane ClusterRoles exist: ClusterRole linkerd-linkerd-identity is missing",
                        each -> each.remove("ClusterRole", "linkerd-linkerd-identity")),
                broken(
                        "× control plane ClusterRoleBindings exist: ClusterRoleBinding linkerd-linkerd-identity",
                        each -> each.remove("ClusterRoleBinding", "linkerd-linkerd-identity")),
                broken(
                        "× control plane ServiceAccounts exist: ServiceAccount linkerd-destination is missing",
                        each -> each.remove("ServiceAccount", "linkerd-destination")),
                broken(
                        "× control plane CustomResourceDefinitions exist: servers.policy.linkerd.io is missing",
                        each -> each.remove("CustomResourceDefinition", "servers.policy.linkerd.io")),
                broken(
                        "× control plane MutatingWebhookConfigurations exist: MutatingWebhookConfiguration",
                        each -> each.remove("MutatingWebhookConfiguration", "linkerd-proxy-injector-webhook-config")),
                broken(
                        "× certificate config is valid: ConfigMap linkerd-identity-trust-roots is missing",
                        each -> each.remove("ConfigMap", "linkerd-identity-trust-roots")),
                broken(
                        "× certificate config is valid: Secret linkerd-identity-issuer holds no certificate",
                        each -> InstalledMesh.change(each, "Secret", "linkerd-identity-issuer", "/data/crt.pem", "")),
                broken(
                        "× proxy-injector webhook has valid cert: no trust anchor vouches for it",
                        each -> each.change(
                                "MutatingWebhookConfiguration",
                                "linkerd-proxy-injector-webhook-config",
                                webhook -> ((ObjectNode) webhook.at("/webhooks/0/clientConfig"))
                                        .put("caBundle", otherAuthority(each)))),
                broken(
                        "× proxy-injector webhook has valid cert: the certificate in Secret",
                        each -> InstalledMesh.change(
                                each,
                                "Secret",
                                "linkerd-proxy-injector-k8s-tls",
                                "/data/tls.crt",
                                otherAuthority(each))),
                broken(
                        "× control plane proxies are healthy: the sidecar of linkerd/linkerd-identity-5-a is not ready",
                        each -> each.change(
                                "Pod",
                                "linkerd-identity-5-a",
                                pod -> pod.withObject("/status").remove("initContainerStatuses"))),
                broken(
                        "× control plane ValidatingWebhookConfigurations exist: ValidatingWebhookConfiguration",
                        each -> each.remove(
                                "ValidatingWebhookConfiguration", "linkerd-policy-validator-webhook-config")),
                broken(
                        "× sp-validator webhook has valid cert: Secret linkerd-sp-validator-k8s-tls is missing",
                        each -> each.remove("Secret", "linkerd-sp-validator-k8s-tls")),
                broken(
                        "× policy-validator webhook has valid cert: Secret linkerd-policy-validator-k8s-tls is missing",
                        each -> each.remove("Secret", "linkerd-policy-validator-k8s-tls")),
                broken(
                        "‼ namespace configuration for extensions: extension viz has several namespaces: a, b",
                        each -> each.apply("""
                        {apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {linkerd.io/extension: viz}}}
                        ---
                        {apiVersion: v1, kind: Namespace, metadata: {name: b, labels: {linkerd.io/extension: viz}}}
                        """)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void workloadThatIsNotWellIsTold(String problem, Consumer<FakeCluster> breaking) {
        breaking.accept(cluster);

        assertThat(problems(checks().dataPlane("shop")))
                .singleElement()
                .satisfies(each -> assertThat(each).startsWith(problem));
    }

    static Stream<Arguments> workloadThatIsNotWellIsTold() {
        return Stream.of(
                broken(
                        "‼ data plane proxies certificate match CA: shop/web-1 was made with other trust anchors",
                        each -> annotate(each, "Pod", "web-1", "linkerd.io/trust-root-sha256", "0")),
                broken(
                        "× data plane namespace exists: there is no namespace shop",
                        each -> each.remove("Namespace", "shop")),
                broken(
                        "× data plane proxies are ready: there is no pod with a sidecar in shop",
                        each -> each.remove("Pod", "web-1")),
                broken(
                        "× data plane proxies are ready: the sidecar of shop/web-1 is not ready",
                        each -> each.change(
                                "Pod", "web-1", pod -> pod.withObject("/status").remove("initContainerStatuses"))),
                broken(
                        "‼ data plane pod labels are configured correctly: shop/web-1 has a label linkerd.io/inject",
                        each -> each.change(
                                "Pod",
                                "web-1",
                                pod -> pod.withObject("/metadata/labels").put("linkerd.io/inject", "enabled"))),
                broken(
                        "‼ data plane service labels are configured correctly: shop/web has a label config.linkerd.io/",
                        each -> each.change(
                                "Service",
                                "web",
                                service -> service.withObject("/metadata/labels")
                                        .put("config.linkerd.io/opaque-ports", "80"))),
                broken(
                        "‼ data plane service annotations are configured correctly: shop/web has an annotation mirror",
                        each -> annotate(each, "Service", "web", "mirror.linkerd.io/exported", "true")),
                broken(
                        "‼ opaque ports are properly annotated: pod shop/web-1 and service web",
                        each -> annotate(each, "Service", "web", "config.linkerd.io/opaque-ports", "70-90")),
                broken(
                        "‼ routes of Servers leave health checks a way in: Server shop/web has HTTPRoute shop/read, which"
                                + " leaves health checks no route of their own: add one for GET /ready",
                        each -> probed(each).apply(SERVER).apply(route("read", "/items"))));
    }

    @Test
    void healthChecksHaveAWayInWithoutARouteOrWithOneThatNamesThem() {
        probed(cluster).apply(SERVER);
        assertThat(problems(checks().dataPlane("shop"))).isEmpty();

        cluster.apply(route("read", "/items")).apply(route("health", "/ready"));
        assertThat(problems(checks().dataPlane("shop"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"deny, they admit nobody", "allow, they admit everybody"})
    void whatAnEmptyRequirementMeansIsTold(String value, String meaning) {
        requireNothing(cluster, value);

        assertThat(new ConfigurationChecks(mesh(cluster))
                        .group()
                        .checks()
                        .getLast()
                        .told())
                .isEqualTo("AuthorizationPolicies that require nothing mean what the installation says (" + value + ": "
                        + meaning + ")");
    }

    private static void requireNothing(FakeCluster cluster, String meaning) {
        String said = "emptyRequiredAuthentication: ";
        cluster.change(
                "ConfigMap",
                "linkerd-config",
                config -> config.withObject("/data")
                        .put("values", config.at("/data/values").asString().replace(said + "deny", said + meaning)));
    }

    private static FakeCluster probed(FakeCluster cluster) {
        cluster.change(
                "Pod",
                "web-1",
                pod -> pod.withArray("/spec/containers")
                        .addObject()
                        .put("name", "probed")
                        .withObject("/readinessProbe/httpGet")
                        .put("path", "/ready?full=true")
                        .put("port", 8080));
        return cluster;
    }

    private static String route(String name, String path) {
        return """
                apiVersion: policy.linkerd.io/v1beta3
                kind: HTTPRoute
                metadata: {name: %s, namespace: shop}
                spec:
                  parentRefs: [{group: policy.linkerd.io, kind: Server, name: web}]
                  rules: [{matches: [{path: {type: Exact, value: %s}}]}]
                """.formatted(name, path);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatHindersAnInstallationIsTold(String problem, Consumer<FakeCluster> breaking) {
        FakeCluster empty = new FakeCluster();
        breaking.accept(empty);

        assertThat(problems(checks(empty).before()))
                .singleElement()
                .satisfies(each -> assertThat(each).startsWith(problem));
    }

    static Stream<Arguments> whatHindersAnInstallationIsTold() {
        return Stream.of(
                broken(
                        "× control plane namespace does not already exist: namespace linkerd exists",
                        each -> each.apply("{apiVersion: v1, kind: Namespace, metadata: {name: linkerd}}")),
                broken(
                        "× can create non-namespaced resources: you may not create clusterroles",
                        each -> each.refuse("create", "clusterroles")),
                broken("× can create ServiceAccounts: you may not", each -> each.refuse("create", "serviceaccounts")),
                broken("× can create Services: you may not", each -> each.refuse("create", "services")),
                broken("× can create Deployments: you may not", each -> each.refuse("create", "deployments")),
                broken("× can create CronJobs: you may not", each -> each.refuse("create", "cronjobs")),
                broken("× can create ConfigMaps: you may not", each -> each.refuse("create", "configmaps")),
                broken("× can create Secrets: you may not", each -> each.refuse("create", "secrets")),
                broken("× can read Secrets: you may not get secrets", each -> each.refuse("get", "secrets")),
                broken(
                        "× can read extension-apiserver-authentication configmap: you may not get configmaps",
                        each -> each.refuse("get", "configmaps")),
                broken(
                        "‼ no clock skew detected: this machine's clock says",
                        each -> each.apply("""
                        apiVersion: coordination.k8s.io/v1
                        kind: Lease
                        metadata: {name: node1, namespace: kube-node-lease}
                        spec: {renewTime: "%s"}
                        """.formatted(NOW.minus(Duration.ofMinutes(2))))));
    }

    @Test
    void otherReleasesAreWarnings() {
        assertThat(problems(new ClusterModeChecks(mesh(cluster), new Releases("0.0.1", "0.0.1"), () -> NOW)
                        .dataPlane("shop")))
                .extracting(each -> each.substring(0, each.indexOf(':')))
                .containsExactly(
                        "‼ control plane proxies are up-to-date",
                        "‼ control plane proxies and cli versions match",
                        "‼ data plane is up-to-date",
                        "‼ data plane and cli versions match");
        assertThat(problems(
                        new ClusterModeChecks(mesh(cluster), new Releases("0.0.1", "0.0.2"), () -> NOW).controlPlane()))
                .startsWith("‼ cli is up-to-date: this command is 0.0.1, not 0.0.2")
                .extracting(each -> each.substring(0, each.indexOf(':')))
                .contains("‼ control plane is up-to-date", "‼ control plane and cli versions match");
    }

    @Test
    void certificatesThatEndSoonAreWarningsAndThoseThatEndedAreFatal() {
        Duration soon = Duration.ofDays(310);
        assertThat(problems(checks(cluster, NOW.plus(soon)).controlPlane()))
                .extracting(each -> each.substring(0, each.indexOf(':')))
                .containsExactly(
                        "‼ trust anchors are valid for at least 60 days",
                        "‼ issuer cert is valid for at least 60 days",
                        "‼ proxy-injector cert is valid for at least 60 days",
                        "‼ sp-validator cert is valid for at least 60 days",
                        "‼ policy-validator cert is valid for at least 60 days");
        assertThat(problems(checks(cluster, NOW.plus(Duration.ofDays(400))).controlPlane()))
                .singleElement()
                .satisfies(each -> assertThat(each).startsWith("× trust anchors are within their validity period"));
    }

    @Test
    void singleReplicaIsAWarningOnlyWhereMoreWereAskedFor() {
        cluster.change(
                "ConfigMap",
                "linkerd-config",
                config -> config.withObject("/data")
                        .put(
                                "values",
                                config.at("/data/values")
                                        .asString()
                                        .replace("highAvailability: false", "highAvailability: true")));

        assertThat(problems(checks().controlPlane()))
                .singleElement()
                .satisfies(
                        each -> assertThat(each)
                                .startsWith(
                                        "‼ multiple replicas of control plane pods: linkerd-destination has 0 available replicas"));
    }

    @Test
    void clusterThatCannotBeFoundIsFatal() {
        ClusterMesh nowhere = new ClusterMesh(
                () -> {
                    throw new MachineException("no cluster is known");
                },
                "linkerd");

        assertThat(problems(new ClusterModeChecks(nowhere, releases(), InstantSource.system()).controlPlane()))
                .containsExactly("× can initialize the client: no cluster is known");
    }

    private static Arguments broken(String problem, Consumer<FakeCluster> breaking) {
        return arguments(problem, breaking);
    }

    private static void annotate(FakeCluster cluster, String kind, String name, String key, String value) {
        cluster.change(
                kind, name, object -> object.withObject("/metadata/annotations").put(key, value));
    }

    /** The issuer's certificate, which is neither the webhook's nor vouches for it. */
    private static String otherAuthority(FakeCluster cluster) {
        return cluster.get(io.weft.cli.cluster.ClusterKind.SECRET, "linkerd", "linkerd-identity-issuer")
                .orElseThrow()
                .text("/data/crt.pem");
    }

    private ClusterModeChecks checks() {
        return checks(cluster);
    }

    private ClusterModeChecks checks(FakeCluster any) {
        return checks(any, NOW);
    }

    private ClusterModeChecks checks(FakeCluster any, Instant now) {
        return new ClusterModeChecks(mesh(any), releases(), () -> now);
    }

    private Releases releases() {
        String version = InstalledMesh.installedVersion(cluster);
        return version.isEmpty() ? new Releases("0", "0") : new Releases(version, version);
    }

    private static ClusterMesh mesh(FakeCluster cluster) {
        return new ClusterMesh(() -> cluster, "linkerd");
    }

    private static List<String> problems(List<CheckGroup> groups) {
        return Checks.problems(groups.toArray(CheckGroup[]::new));
    }

    private static List<String> names(List<CheckGroup> groups) {
        return groups.stream().map(CheckGroup::name).toList();
    }
}
