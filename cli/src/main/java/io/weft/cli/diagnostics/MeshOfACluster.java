package io.weft.cli.diagnostics;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import io.weft.cli.machine.AdminApi;
import io.weft.cli.machine.MachineException;
import io.weft.injection.ProxyPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The mesh of a cluster, reached through the API server.
 *
 * @param account whose rights count with the services' admin APIs
 */
record MeshOfACluster(Cluster cluster, String controlPlane, String account) implements MeshInside {
    private static final String AUDIENCE = "weft-admin";
    private static final int TOKEN_SECONDS = 600;
    private static final int ADMIN_API = 8443;
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final String MESHED = "linkerd.io/control-plane-ns";
    private static final String COMPONENT = "linkerd.io/control-plane-component";
    private static final List<String> OWNERS =
            List.of("deployment", "statefulset", "daemonset", "cronjob", "job", "replicaset", "replicationcontroller");

    @Override
    public String destination(String pathAndQuery) {
        String validators = "linkerd-policy-validator";
        String bundle = cluster.get(ClusterKind.VALIDATING_WEBHOOK, "", validators + "-webhook-config")
                .map(each -> each.text("/webhooks/0/clientConfig/caBundle"))
                .orElseThrow(this::none);
        return ask("destination", validators, new String(Base64.getDecoder().decode(bundle), US_ASCII), pathAndQuery);
    }

    @Override
    public String identity(String pathAndQuery) {
        String anchors = cluster.get(ClusterKind.CONFIG_MAP, controlPlane, "linkerd-identity-trust-roots")
                .map(each -> each.json().path("data").path("ca-bundle.crt").asString(""))
                .orElseThrow(this::none);
        return ask("identity", "linkerd-identity", anchors, pathAndQuery);
    }

    private String ask(String component, String service, String trusted, String pathAndQuery) {
        ClusterObject pod = component(component)
                .filter(ClusterObject::isReady)
                .findFirst()
                .orElseThrow(
                        () -> new MachineException("no pod of linkerd-" + component + " is ready: see linkerd check"));
        Cluster.Door door = new Cluster.Door(
                ADMIN_API,
                service + "." + controlPlane + ".svc",
                trusted,
                cluster.token(controlPlane, account, AUDIENCE, TOKEN_SECONDS));
        return new AdminApi(component + "-service").body(cluster.ask(pod, pathAndQuery, door));
    }

    private MachineException none() {
        return new MachineException("there is no mesh in namespace " + controlPlane);
    }

    @Override
    public String viz(String pathAndQuery) {
        throw new MachineException("who trusts what is known to viz-service only, and it was not found");
    }

    @Override
    public List<Pod> pods(String selector) {
        String meshed = MESHED + "=" + controlPlane;
        return cluster.list(ClusterKind.POD, "", selector.isEmpty() ? meshed : meshed + "," + selector).stream()
                .filter(pod -> pod.text("/status/phase").equals("Running"))
                .map(pod -> new Pod(pod.namespace(), pod.name(), workload(pod), ""))
                .sorted(Comparator.comparing(Pod::namespace).thenComparing(Pod::name))
                .toList();
    }

    @Override
    public List<Pod> services() {
        return Stream.of("destination", "identity", "proxy-injector")
                .flatMap(component -> component(component)
                        .map(pod -> new Pod(pod.namespace(), pod.name(), "linkerd-" + component, "")))
                .toList();
    }

    @Override
    public String page(Pod pod, int port, String path, Duration patience) {
        return cluster.fetch(there(pod), port, path);
    }

    @Override
    public List<X509Certificate> shown(Pod pod, String name, Duration patience) {
        try (Cluster.Forward forward = cluster.forward(there(pod), ProxyPorts.ADMIN, LOOPBACK, 0);
                Socket connection = new Socket(LOOPBACK, forward.port())) {
            return ShownCertificates.to(connection, name, patience);
        } catch (IOException e) {
            throw new MachineException(pod.name() + " shows no certificate: " + MachineException.describe(e), e);
        }
    }

    private ClusterObject there(Pod pod) {
        return cluster.get(ClusterKind.POD, pod.namespace(), pod.name())
                .orElseThrow(() -> new MachineException("pod " + pod.name() + " is gone"));
    }

    @Override
    public void close() {
        cluster.close();
    }

    private Stream<ClusterObject> component(String name) {
        return cluster.list(ClusterKind.POD, controlPlane, COMPONENT + "=" + name).stream()
                .filter(pod -> !pod.isLeaving());
    }

    private static String workload(ClusterObject pod) {
        return OWNERS.stream()
                .map(kind -> pod.label("linkerd.io/proxy-" + kind))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(pod.name());
    }
}
