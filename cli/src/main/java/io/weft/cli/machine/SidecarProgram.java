package io.weft.cli.machine;

import io.weft.injection.ProxyControlPlane;
import io.weft.injection.ProxyEnvironment;
import io.weft.injection.ProxyWorkload;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a workload's sidecar is started with. */
final class SidecarProgram {
    private static final String PROGRAM = "proxy-service";
    private static final String FOLDER = "workload";

    private SidecarProgram() {}

    /**
     * The program; trust anchors are read now, so a sidecar started again has the present ones.
     *
     * @param warnings told of annotations that cannot be read
     */
    static Program.Dist of(MeshContext mesh, WorkloadSpec spec, Placement placement, Consumer<String> warnings) {
        return new Program.Dist(
                PROGRAM,
                List.of(),
                User.PROXY,
                environment(mesh, spec, placement, warnings),
                List.of(new Program.Bind(mesh.directory().workload(placement.pod()), FOLDER, true)));
    }

    private static Map<String, String> environment(
            MeshContext mesh, WorkloadSpec spec, Placement placement, Consumer<String> warnings) {
        ProxyWorkload workload = new ProxyWorkload(
                placement.pod().namespace(),
                placement.pod().name(),
                HostName.get(),
                spec.serviceAccount(),
                placement.addresses().stream().map(InetAddress::getHostAddress).toList(),
                spec.watchedPorts(),
                spec.annotations());
        ProxyControlPlane plane = new ProxyControlPlane(
                mesh.controlPlaneNamespace(),
                MeshContext.CLUSTER_DOMAIN,
                MeshContext.CLUSTER_DOMAIN,
                ControlPlane.CLUSTER_NETWORKS,
                address(mesh, spec, ProxyControlPlane.IDENTITY_ACCOUNT, "linkerd-identity-headless", 8080),
                address(mesh, spec, ProxyControlPlane.DESTINATION_ACCOUNT, "linkerd-dst-headless", 8087),
                trustAnchors(mesh.directory()),
                Program.seen(FOLDER),
                Program.seen(FOLDER + "/token"));
        Map<String, String> environment = new LinkedHashMap<>(ProxyEnvironment.render(workload, plane, warnings));
        environment.put(
                PodManifest.TAP_CLIENT,
                ControlPlane.vizIdentity(mesh.controlPlaneNamespace()).name());
        environment.putAll(SidecarTraces.environment(mesh, spec, placement.pod(), warnings));
        return environment;
    }

    /** A part of the control plane asks itself on loopback: nobody else can vouch for it yet. */
    private static String address(MeshContext mesh, WorkloadSpec spec, String account, String service, int port) {
        boolean itself = spec.namespace().equals(mesh.controlPlaneNamespace())
                && spec.serviceAccount().equals(account);
        String host = itself
                ? "localhost."
                : service + "." + mesh.controlPlaneNamespace() + ".svc." + MeshContext.CLUSTER_DOMAIN + ".";
        return host + ":" + port;
    }

    private static String trustAnchors(MeshDirectory directory) {
        try {
            return Files.readString(directory.trustAnchors());
        } catch (IOException e) {
            throw new MachineException(
                    "cannot read the trust anchors in " + directory.trustAnchors() + ": is the mesh up?", e);
        }
    }
}
