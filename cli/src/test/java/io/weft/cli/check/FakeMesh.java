package io.weft.cli.check;

import io.weft.cli.machine.InNamespace;
import io.weft.cli.machine.ManifestFolder;
import io.weft.cli.machine.MeshDirectory;
import io.weft.cli.machine.PodName;
import io.weft.cli.machine.ProcessId;
import io.weft.cli.machine.RunningPods.RunningPod;
import io.weft.cli.machine.UpState;
import io.weft.kubernetes.feed.RefusedDocument;
import io.weft.kubernetes.resource.Container;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.Pod;
import io.weft.kubernetes.resource.Resource;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mesh that is as a test says. */
final class FakeMesh implements MeshView {
    static final String VERSION = "0.1.0";

    private final MeshDirectory directory;
    final List<String> machineProblems = new ArrayList<>();
    final List<String> leftovers = new ArrayList<>();
    final List<RefusedDocument> refused = new ArrayList<>();
    final List<Resource> resources = new ArrayList<>();
    final List<RunningPod> pods = new ArrayList<>();
    private final List<UpState.Member> members = new ArrayList<>();
    private final Map<String, InNamespace.Response> answers = new HashMap<>();
    Optional<String> away = Optional.empty();
    boolean isUp = true;
    String upVersion = VERSION;

    FakeMesh(Path folder) {
        directory = new MeshDirectory(folder);
    }

    /** A healthy part of the control plane. */
    FakeMesh member(String namespace, String name) {
        members.add(new UpState.Member(namespace, name, name + "-1", "10.42.0.2", "net-" + name));
        answer("net-" + name, 8086, "/actuator/health/readiness", 200, "{}");
        return sidecar("net-" + name, VERSION);
    }

    /** A healthy workload. */
    FakeMesh workload(String namespace, String name) {
        pod(namespace, name, true);
        pods.add(new RunningPod(new PodName(namespace, name), "net-" + name, InetAddress.getLoopbackAddress()));
        return sidecar("net-" + name, VERSION);
    }

    /** A manifest only. */
    FakeMesh pod(String namespace, String name, boolean ready) {
        resources.removeIf(resource -> resource.id().name().equals(name));
        resources.add(new Pod(
                Metadata.of(namespace, name),
                name,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Pod.Phase.RUNNING,
                ready,
                List.of(new Container("linkerd-proxy", false, List.of(), Map.of(), List.of()))));
        return this;
    }

    FakeMesh sidecar(String network, String version) {
        answer(network, 4191, "/ready", 200, "ready");
        return answer(network, 4191, "/metrics", 200, "proxy_build_info{version=\"" + version + "\"} 1\n");
    }

    FakeMesh answer(String network, int port, String path, int status, String body) {
        answers.put(network + ":" + port + path, new InNamespace.Response(status, body));
        return this;
    }

    @Override
    public MeshDirectory directory() {
        return directory;
    }

    @Override
    public List<String> machineProblems() {
        return machineProblems;
    }

    @Override
    public List<String> leftovers() {
        return leftovers;
    }

    @Override
    public Optional<UpState> up() {
        return isUp
                ? Optional.of(new UpState(ProcessId.current(), upVersion, "linkerd", 8084, 1, members))
                : Optional.empty();
    }

    @Override
    public List<RunningPod> pods() {
        return pods;
    }

    @Override
    public ManifestFolder.Content manifests() {
        return new ManifestFolder.Content(away, refused, List.of(), resources);
    }

    @Override
    public InNamespace.Response get(String network, int port, String path) {
        InNamespace.Response response = answers.get(network + ":" + port + path);
        if (response == null) {
            throw new IllegalStateException("no answer on port " + port + ": Connection refused");
        }
        return response;
    }

    @Override
    public String version() {
        return VERSION;
    }
}
