package io.weft.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weft.cli.check.Check.Weight;
import io.weft.cli.check.VersionChecks.Releases;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether what shows the mesh of a cluster is well.
 *
 * @see "cli, 9.5: linkerd-viz, linkerd-viz-data-plane"
 */
final class VizChecks {
    private static final int WEB = 8084;
    private static final int MANAGEMENT = 8086;
    private static final String METRICS_API = "metrics-api";
    private static final String TAP_SECRET = "tap-k8s-tls";
    private static final String API_SERVICE = "v1alpha1.tap.linkerd.io";
    private static final List<String> WITH_RIGHTS = List.of("tap", "tap-injector", "web");

    private final ExtensionMesh viz;
    private final Releases releases;
    private final InstantSource clock;

    VizChecks(ExtensionMesh viz, Releases releases, InstantSource clock) {
        this.viz = viz;
        this.releases = releases;
        this.clock = clock;
    }

    CheckGroup group() {
        return new CheckGroup(
                "linkerd-viz",
                Stream.of(
                                existence(),
                                tap(),
                                new ExtensionPodChecks(viz, releases).checks(),
                                Stream.of(prometheus(), selfCheck()))
                        .flatMap(checks -> checks)
                        .toList());
    }

    /** {@code namespace} limits which workloads are looked at; empty: all. */
    CheckGroup dataPlane(String namespace) {
        return new CheckGroup(
                "linkerd-viz-data-plane",
                List.of(
                        new ClusterWorkloadChecks(viz.mesh(), releases, namespace).existence(),
                        new Check(
                                        "prometheus is authorized to scrape data plane pods",
                                        "l5d-viz-data-plane-prom-authz",
                                        Weight.WARNING,
                                        new ScrapeRightsCheck(viz.mesh(), namespace))
                                .onlyWhen(() -> viz.mesh()
                                        .values()
                                        .at("/policyController/metricsReaders")
                                        .isEmpty()),
                        new Check(
                                        "metrics of data plane proxies are present",
                                        "l5d-data-plane-prom",
                                        Weight.WARNING,
                                        () -> unseen(namespace))
                                .withRetries()));
    }

    private Stream<Check> existence() {
        return Stream.of(
                new Check("linkerd-viz Namespace exists", "l5d-viz-ns-exists", Weight.FATAL, viz::missing),
                new Check("can initialize the client", "l5d-viz-existence-client", Weight.FATAL, () -> {
                            ClusterObject _ = metricsApi();
                            return List.of();
                        })
                        .withRetries(),
                new Check(
                        "linkerd-viz ClusterRoles exist",
                        "l5d-viz-cr-exists",
                        Weight.FATAL,
                        () -> absent(
                                ClusterKind.CLUSTER_ROLE, Stream.concat(WITH_RIGHTS.stream(), Stream.of("tap-admin")))),
                new Check(
                        "linkerd-viz ClusterRoleBindings exist",
                        "l5d-viz-crb-exists",
                        Weight.FATAL,
                        () -> absent(ClusterKind.CLUSTER_ROLE_BINDING, WITH_RIGHTS.stream())));
    }

    private Stream<Check> tap() {
        return Stream.of(
                new Check("tap API server has valid cert", "l5d-tap-cert-valid", Weight.FATAL, this::badCertificate),
                new Check(
                        "tap API server cert is valid for at least 60 days",
                        "l5d-tap-cert-not-expiring-soon",
                        Weight.WARNING,
                        () -> certificate().expiringSoon(clock.instant())),
                new Check("tap API service is running", "l5d-tap-api", Weight.WARNING, this::tapIsAway).withRetries());
    }

    private Check prometheus() {
        return new Check(
                        "prometheus is installed and configured correctly",
                        "l5d-viz-prometheus",
                        Weight.WARNING,
                        () -> viz.readyPod("prometheus").isPresent()
                                ? List.of()
                                : List.of("no pod of Deployment " + viz.namespace() + "/prometheus is ready"))
                .onlyWhen(() -> viz.own(ClusterKind.DEPLOYMENT, "prometheus").isPresent());
    }

    private Check selfCheck() {
        return new Check("viz extension self-check", "l5d-viz-metrics-api", Weight.FATAL, this::notConnected)
                .withRetries();
    }

    private ClusterObject metricsApi() {
        return viz.readyPod(METRICS_API)
                .orElseThrow(() -> new IllegalStateException(
                        "no pod of Deployment " + viz.namespace() + "/" + METRICS_API + " is ready"));
    }

    private List<String> absent(ClusterKind kind, Stream<String> components) {
        return components
                .map(component -> "linkerd-" + viz.namespace() + "-" + component)
                .filter(name -> viz.mesh().cluster().get(kind, "", name).isEmpty())
                .map(name -> kind.kind() + " " + name + " is missing: apply linkerd viz install again")
                .toList();
    }

    private List<String> badCertificate() {
        List<X509Certificate> authorities = Certificates.parse(
                "caBundle of APIService " + API_SERVICE,
                new String(Base64.getDecoder().decode(apiService().text("/spec/caBundle")), UTF_8));
        return certificate().invalid("tap." + viz.namespace() + ".svc", authorities, clock.instant());
    }

    private ServingCertificate certificate() {
        return ServingCertificate.of(TAP_SECRET, viz.own(ClusterKind.SECRET, TAP_SECRET));
    }

    private List<String> tapIsAway() {
        return apiService()
                .items("/status/conditions")
                .filter(condition -> condition.path("type").asString("").equals("Available"))
                .filter(condition -> !condition.path("status").asString("").equals("True"))
                .map(condition -> "the API server does not reach tap: "
                        + condition.path("message").asString(""))
                .toList();
    }

    private ClusterObject apiService() {
        return viz.mesh()
                .cluster()
                .get(ClusterKind.API_SERVICE, "", API_SERVICE)
                .orElseThrow(() -> new IllegalStateException("APIService " + API_SERVICE + " is missing"));
    }

    private List<String> notConnected() {
        ClusterObject pod = metricsApi();
        return viz.mesh()
                        .cluster()
                        .fetch(pod, MANAGEMENT, "/metrics")
                        .lines()
                        .anyMatch("viz_destination_connected 1.0"::equals)
                ? List.of()
                : List.of(pod.title() + " is not told which workloads there are: see its log");
    }

    private List<String> unseen(String namespace) {
        JsonNode answer = JsonMapper.shared().readTree(viz.mesh().cluster().fetch(metricsApi(), WEB, "/api/anchors"));
        Set<String> seen = answer.path("proxies")
                .valueStream()
                .filter(proxy -> !proxy.path("version").isNull())
                .map(proxy -> proxy.path("namespace").asString("") + "/"
                        + proxy.path("name").asString(""))
                .collect(Collectors.toCollection(HashSet::new));
        return viz.mesh().meshedPods(namespace).stream()
                .map(ClusterObject::title)
                .filter(pod -> !seen.contains(pod))
                .map(pod -> "nothing is known of the sidecar of " + pod)
                .toList();
    }
}
