package io.weft.cli.check;

import io.weft.cli.machine.InNamespace;
import io.weft.cli.machine.ManifestFolder;
import io.weft.cli.machine.MeshDirectory;
import io.weft.cli.machine.RunningPods.RunningPod;
import io.weft.cli.machine.UpState;
import java.util.List;
import java.util.Optional;

/** What checks look at; tests put their own in its place. */
interface MeshView {
    MeshDirectory directory();

    /** What is wrong with the machine itself. */
    List<String> machineProblems();

    /** What dead runners left behind. */
    List<String> leftovers();

    /** Empty unless the mesh is up. */
    Optional<UpState> up();

    /** Those that runners keep alive. */
    List<RunningPod> pods();

    /** The manifests, read anew. */
    ManifestFolder.Content manifests();

    /**
     * Fetches from 127.0.0.1 inside a network namespace.
     *
     * @throws RuntimeException if no answer can be had
     */
    InNamespace.Response get(String network, int port, String path);

    /** Of this command. */
    String version();
}
