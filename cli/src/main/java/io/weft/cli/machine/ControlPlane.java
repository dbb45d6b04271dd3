package io.weft.cli.machine;

import io.weft.cli.machine.Program.Bind;
import io.weft.cli.machine.ServiceManifest.Port;
import io.weft.core.WorkloadIdentity;
import io.weft.injection.ProxyControlPlane;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The four services as workloads, and the Services by which they are found.
 *
 * @see "one-machine, The control plane as workloads; Settings of the services"
 */
final class ControlPlane {
    static final String MANIFEST = "linkerd-control-plane.yaml";
    static final List<String> CLUSTER_NETWORKS =
            List.of("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fd00::/8");
    static final String INJECTOR = "linkerd-proxy-injector";
    static final String VIZ = "viz";
    static final int DASHBOARD = 8084;
    static final String COLLECTOR = "collector";
    static final int COLLECTOR_PORT = 4317;

    static final String VIZ_NAMESPACE = "linkerd-viz";
    private static final HttpProbe HEALTH = new HttpProbe(ManagementPort.READINESS, ManagementPort.NUMBER);

    private final MeshDirectory directory;
    private final String namespace;

    ControlPlane(MeshDirectory directory, String namespace) {
        this.directory = directory;
        this.namespace = namespace;
    }

    /** Viz-service: who may look at sidecars' traffic, and to whom they tell their spans. */
    static WorkloadIdentity vizIdentity(String namespace) {
        return WorkloadIdentity.of(VIZ, VIZ_NAMESPACE, namespace, MeshContext.CLUSTER_DOMAIN);
    }

    /** In the order of their start; the other way round they are stopped. */
    List<WorkloadSpec> workloads(MeshSettings settings) {
        return List.of(identity(settings.leafLifetime()), destination(), injector(), viz(settings.prometheusUrl()));
    }

    /**
     * The text of the manifest with their Services, and with the Server that lets nobody read the dashboard through its sidecar:
     * it asks nobody who they are, so it is there for whoever may enter its namespace, and for the host's relay to that place.
     * Spans are taken from whoever is meshed.
     */
    String manifest() {
        Stream<ServiceManifest> services = Stream.of(
                service(namespace, "linkerd-identity", ProxyControlPlane.IDENTITY_ACCOUNT, "grpc", 8080, 8080),
                headless(namespace, "linkerd-identity-headless", ProxyControlPlane.IDENTITY_ACCOUNT, 8080),
                service(namespace, "linkerd-dst", ProxyControlPlane.DESTINATION_ACCOUNT, "grpc", 8087, 8087),
                headless(namespace, "linkerd-dst-headless", ProxyControlPlane.DESTINATION_ACCOUNT, 8087),
                headless(namespace, "linkerd-policy", ProxyControlPlane.DESTINATION_ACCOUNT, 8087),
                service(namespace, INJECTOR, INJECTOR, "proxy-injector", 443, 8443),
                service(VIZ_NAMESPACE, "web", VIZ, "http", DASHBOARD, DASHBOARD),
                headless(VIZ_NAMESPACE, COLLECTOR, VIZ, COLLECTOR_PORT));
        PodName collector = new PodName(VIZ_NAMESPACE, COLLECTOR);
        Stream<SequencedMap<String, Object>> policies = Stream.of(
                new ServerManifest(new PodName(VIZ_NAMESPACE, "web"), VIZ, DASHBOARD).document(),
                new ServerManifest(collector, VIZ, COLLECTOR_PORT).document(),
                new MeshAuthorizationManifest(collector).document());
        return Manifests.text(
                Stream.concat(services.map(ServiceManifest::document), policies).toList());
    }

    private WorkloadSpec identity(Duration leafLifetime) {
        return workload(
                namespace,
                ProxyControlPlane.IDENTITY_ACCOUNT,
                List.of(8080, 8443, ManagementPort.NUMBER),
                program(
                        "identity-service",
                        Map.of(
                                "MESH_FEED_KIND", "folder",
                                "MESH_FEED_FOLDER_PATH", Program.seen("manifests"),
                                "MESH_IDENTITY_DIRECTORY", Program.seen("identity"),
                                "MESH_IDENTITY_BOOTSTRAP", "true",
                                "MESH_IDENTITY_MINTSOCKET", Program.seen("run/mint.sock"),
                                "MESH_IDENTITY_ISSUANCELIFETIME", leafLifetime.toString(),
                                "MESH_ADMIN_TOKENFILE", Program.seen("run/" + AdminToken.FILE)),
                        manifests(),
                        new Bind(directory.identity(), "identity", true),
                        new Bind(directory.identityRun(), "run", true)));
    }

    private WorkloadSpec destination() {
        return workload(
                namespace,
                ProxyControlPlane.DESTINATION_ACCOUNT,
                List.of(8087, 8443, ManagementPort.NUMBER),
                program(
                        "destination-service",
                        Map.of(
                                "MESH_FEED_KIND", "folder",
                                "MESH_FEED_FOLDER_PATH", Program.seen("manifests"),
                                "MESH_FEED_FOLDER_STATE", Program.seen("run"),
                                // Who asks for readiness here comes past the sidecars: whatever meets one is a client.
                                "MESH_DESTINATION_PROBENETWORKS", "",
                                // A workload that lets nobody in is still one to be seen.
                                "MESH_DESTINATION_METRICSREADERS",
                                        vizIdentity(namespace).name(),
                                "MESH_DESTINATION_PUBLISHEDCERTIFICATE",
                                        Program.seen("run/" + MeshDirectory.CERTIFICATE),
                                "MESH_ADMIN_TOKENFILE", Program.seen("run/" + AdminToken.FILE)),
                        manifests(),
                        new Bind(directory.destinationState(), "run", true)));
    }

    private WorkloadSpec injector() {
        return workload(
                namespace,
                INJECTOR,
                List.of(8443, ManagementPort.NUMBER),
                program(
                        "injector-service",
                        Map.of(
                                "MESH_INJECTOR_SELFSIGNED",
                                "true",
                                "MESH_ADMIN_TOKENFILE",
                                Program.seen("run/" + AdminToken.FILE)),
                        new Bind(directory.injectorRun(), "run", false)));
    }

    private WorkloadSpec viz(String prometheusUrl) {
        String destination = "linkerd-dst." + namespace + ".svc." + MeshContext.CLUSTER_DOMAIN + ":8087";
        return workload(
                VIZ_NAMESPACE,
                VIZ,
                List.of(DASHBOARD, COLLECTOR_PORT, ManagementPort.NUMBER),
                program(
                        "viz-service",
                        Map.of(
                                "MESH_VIZ_DESTINATION",
                                destination,
                                "MESH_VIZ_PROMETHEUSURL",
                                prometheusUrl,
                                "MESH_ADMIN_TOKENFILE",
                                Program.seen("run/" + AdminToken.FILE)),
                        new Bind(directory.vizRun(), "run", false)));
    }

    private Bind manifests() {
        return new Bind(directory.manifests(), "manifests", false);
    }

    private Program.Dist program(String name, Map<String, String> settings, Bind... binds) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("MESH_CLUSTERDOMAIN", MeshContext.CLUSTER_DOMAIN);
        environment.put("MESH_TRUSTDOMAIN", MeshContext.CLUSTER_DOMAIN);
        environment.put("MESH_CONTROLPLANENAMESPACE", namespace);
        environment.put("MESH_CLUSTERNETWORKS", String.join(",", CLUSTER_NETWORKS));
        return new Program.Dist(name, List.of(), User.CONTROL_PLANE, environment, List.of(binds));
    }

    private static WorkloadSpec workload(String home, String name, List<Integer> ports, Program program) {
        return WorkloadSpec.of(home, name, name, ports, program)
                .withReadiness(HEALTH)
                .withRestart()
                .applicationFirst();
    }

    private static ServiceManifest headless(String home, String name, String app, int port) {
        return new ServiceManifest(new PodName(home, name), app, List.of(new Port("grpc", port, port)), true);
    }

    private static ServiceManifest service(
            String home, String name, String app, String portName, int port, int target) {
        return new ServiceManifest(new PodName(home, name), app, List.of(new Port(portName, port, target)), false);
    }
}
