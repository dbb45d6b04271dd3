package io.weft.cli.check;

import io.weft.cli.check.VersionChecks.Releases;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What is looked at where the mesh is in a cluster, in this order.
 *
 * @see "cli, 4: modes and categories"
 */
final class ClusterModeChecks {
    private final ClusterMesh mesh;
    private final Releases releases;
    private final InstantSource clock;

    ClusterModeChecks(ClusterMesh mesh, Releases releases, InstantSource clock) {
        this.mesh = mesh;
        this.releases = releases;
        this.clock = clock;
    }

    /** Before anything is installed. */
    List<CheckGroup> before() {
        List<CheckGroup> groups = cluster();
        groups.add(new BeforeInstallChecks(mesh, clock).group());
        groups.add(new VersionChecks(mesh, releases).cli());
        return groups;
    }

    /** After the resource definitions are there, before the control plane is. */
    List<CheckGroup> definitions() {
        List<CheckGroup> groups = cluster();
        groups.add(new ConfigurationChecks(mesh).definitionsOnly());
        groups.add(new VersionChecks(mesh, releases).cli());
        return groups;
    }

    List<CheckGroup> controlPlane() {
        List<CheckGroup> groups = installation();
        groups.add(new VersionChecks(mesh, releases).cli());
        groups.add(new VersionChecks(mesh, releases).controlPlane());
        groups.add(new ClusterProxyChecks(mesh, releases).group());
        groups.add(new HighAvailabilityChecks(mesh).group());
        groups.add(new ExtensionChecks(mesh).group());
        return groups;
    }

    /** The control plane, and the extensions that are there. */
    List<CheckGroup> everything() {
        List<CheckGroup> groups = controlPlane();
        groups.add(whereInstalled("viz", new VizChecks(ExtensionMesh.labelled(mesh, "viz"), releases, clock).group()));
        groups.add(
                whereInstalled("jaeger", JaegerCheckCommand.group(ExtensionMesh.labelled(mesh, "jaeger"), releases)));
        return groups;
    }

    private CheckGroup whereInstalled(String extension, CheckGroup group) {
        ExtensionMesh there = ExtensionMesh.labelled(mesh, extension);
        return new CheckGroup(
                group.name(),
                group.checks().stream()
                        .map(check -> check.onlyWhen(
                                () -> there.isInstalled() && check.asked().getAsBoolean()))
                        .toList());
    }

    /** {@code namespace} limits which workloads are looked at; empty: all. */
    List<CheckGroup> dataPlane(String namespace) {
        ClusterWorkloadChecks workloads = new ClusterWorkloadChecks(mesh, releases, namespace);
        List<CheckGroup> groups = installation();
        groups.add(workloads.identity());
        groups.add(new VersionChecks(mesh, releases).cli());
        groups.add(new ClusterProxyChecks(mesh, releases).group());
        groups.add(workloads.group());
        groups.add(new HighAvailabilityChecks(mesh).group());
        return groups;
    }

    private List<CheckGroup> installation() {
        List<CheckGroup> groups = cluster();
        groups.add(new ExistenceChecks(mesh).group());
        groups.add(new ConfigurationChecks(mesh).group());
        groups.add(IdentityChecks.of(mesh, clock).group());
        groups.add(new WebhookChecks(mesh, clock).group());
        return groups;
    }

    private List<CheckGroup> cluster() {
        KubernetesChecks kubernetes = new KubernetesChecks(mesh);
        return new ArrayList<>(List.of(kubernetes.api(), kubernetes.version(), kubernetes.gateway()));
    }
}
