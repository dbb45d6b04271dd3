package io.weft.cli.diagnostics;

import io.weft.cli.machine.InNamespace;
import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.ManifestFolder;
import io.weft.cli.machine.MeshDirectory;
import io.weft.cli.machine.PodName;
import io.weft.cli.machine.RunningPods;
import io.weft.cli.machine.ServiceAdmin;
import io.weft.cli.machine.UpState;
import io.weft.cli.viz.RunningViz;
import io.weft.injection.ProxyPorts;
import io.weft.kubernetes.resource.LabelSelector;
import io.weft.kubernetes.resource.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The mesh that is up in a directory. */
record MeshOfThisMachine(MeshDirectory directory) implements MeshInside {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    @Override
    public String destination(String pathAndQuery) {
        return ServiceAdmin.destination(directory).get(pathAndQuery);
    }

    @Override
    public String identity(String pathAndQuery) {
        return ServiceAdmin.identity(directory).get(pathAndQuery);
    }

    @Override
    public String viz(String pathAndQuery) {
        return RunningViz.of(directory).get(pathAndQuery);
    }

    @Override
    public List<Pod> pods(String selector) {
        UpState.require(directory);
        Predicate<PodName> chosen = selector.isEmpty() ? pod -> true : labelled(selector)::contains;
        return RunningPods.of(directory).stream()
                .filter(pod -> chosen.test(pod.name()))
                .map(pod -> new Pod(
                        pod.name().namespace(),
                        pod.name().name(),
                        workload(pod.name().name()),
                        pod.network()))
                .toList();
    }

    @Override
    public List<Pod> services() {
        return UpState.require(directory).members().stream()
                .map(member -> new Pod(
                        member.namespace(), /* name= */ member.pod(), /* workload= */ member.name(), member.network()))
                .toList();
    }

    @Override
    public String page(Pod pod, int port, String path, Duration patience) {
        InNamespace.Response answer;
        try {
            answer = InNamespace.get(pod.network(), new InetSocketAddress(LOOPBACK, port), path, patience);
        } catch (UncheckedIOException e) {
            throw new MachineException(pod.name() + " does not answer on port " + port, e);
        }
        if (!answer.ok()) {
            throw new MachineException(pod.name() + " answered " + answer.status() + " on port " + port);
        }
        return answer.body();
    }

    @Override
    public List<X509Certificate> shown(Pod pod, String name, Duration patience) {
        InetSocketAddress admin = new InetSocketAddress(LOOPBACK, ProxyPorts.ADMIN);
        try (SocketChannel connection = InNamespace.connect(pod.network(), admin, patience)) {
            return ShownCertificates.to(connection.socket(), name, patience);
        } catch (IOException | UncheckedIOException e) {
            throw new MachineException(pod.name() + " shows no certificate: " + MachineException.describe(e), e);
        }
    }

    /** By their manifests. */
    private Set<PodName> labelled(String selector) {
        LabelSelector chosen = selector(selector);
        return new ManifestFolder(directory.manifests())
                .read().resources().stream()
                        .filter(io.weft.kubernetes.resource.Pod.class::isInstance)
                        .map(Resource::metadata)
                        .filter(metadata -> chosen.matches(metadata.labels()))
                        .map(metadata -> new PodName(metadata.namespace(), metadata.name()))
                        .collect(Collectors.toSet());
    }

    private static LabelSelector selector(String text) {
        try {
            return LabelSelector.parse(text);
        } catch (IllegalArgumentException e) {
            throw new MachineException(String.valueOf(e.getMessage()), e);
        }
    }

    /** A pod is called like its Deployment and five characters. */
    private static String workload(String pod) {
        int dash = pod.lastIndexOf('-');
        return dash < 0 ? pod : pod.substring(0, dash);
    }
}
