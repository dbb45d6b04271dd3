package io.weft.cli.check;

import io.weft.cli.machine.InNamespace;
import io.weft.cli.machine.ManifestFolder;
import io.weft.cli.machine.MeshDirectory;
import io.weft.cli.machine.Prune;
import io.weft.cli.machine.Requirements;
import io.weft.cli.machine.RunningPods;
import io.weft.cli.machine.RunningPods.RunningPod;
import io.weft.cli.machine.UpState;
import io.weft.cli.machine.Versions;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The mesh there is. */
record LiveMesh(MeshDirectory directory) implements MeshView {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    @Override
    public List<String> machineProblems() {
        return Requirements.problems();
    }

    @Override
    public List<String> leftovers() {
        return Prune.leftovers(directory);
    }

    @Override
    public Optional<UpState> up() {
        return UpState.read(directory);
    }

    @Override
    public List<RunningPod> pods() {
        return RunningPods.of(directory);
    }

    @Override
    public ManifestFolder.Content manifests() {
        return new ManifestFolder(directory.manifests()).read();
    }

    @Override
    public InNamespace.Response get(String network, int port, String path) {
        try {
            return InNamespace.get(network, new InetSocketAddress(LOOPBACK, port), path, PATIENCE);
        } catch (UncheckedIOException e) {
            throw new IllegalStateException("no answer on port " + port + ": " + e.getCause(), e);
        }
    }

    @Override
    public String version() {
        return Versions.own();
    }
}
