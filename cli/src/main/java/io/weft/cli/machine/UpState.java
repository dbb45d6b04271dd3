package io.weft.cli.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a running {@code linkerd up} says of itself in {@code run/up.json}.
 *
 * @param process the command
 * @param version of Weft
 * @param controlPlaneNamespace for instance {@code linkerd}
 * @param dashboardPort on the host's 127.0.0.1
 * @param traceRatio of requests that belong to no trace, how many begin one; from 0 to 1
 * @param members the control plane's workloads
 */
public record UpState(
        ProcessId process,
        String version,
        String controlPlaneNamespace,
        int dashboardPort,
        double traceRatio,
        List<Member> members) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public UpState {
        members = List.copyOf(members);
    }

    /**
     * One workload of the control plane.
     *
     * @param network its network namespace
     */
    public record Member(String namespace, String name, String pod, String address, String network) {}

    /** Empty unless the mesh of this directory is up and ready. */
    public static Optional<UpState> read(MeshDirectory directory) {
        try {
            UpState state = JSON.readValue(Files.readAllBytes(directory.upFile()), UpState.class);
            return state.process().alive() ? Optional.of(state) : Optional.empty();
        } catch (IOException | JacksonException absent) {
            return Optional.empty();
        }
    }

    /**
     * What {@link #read} gives, where there is no going on without it.
     *
     * @throws MachineException if the mesh of this directory is not up
     */
    public static UpState require(MeshDirectory directory) {
        return read(directory)
                .orElseThrow(() -> new MachineException(
                        "the mesh in " + directory.root() + " is not up: start it with linkerd up"));
    }

    void write(MeshDirectory directory) throws IOException {
        Folders.replace(
                directory.upFile(), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this), "rw-------");
    }
}
