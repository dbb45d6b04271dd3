package io.weft.cli.viz;

import io.weft.cli.machine.InNamespace;
import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.MeshDirectory;
import io.weft.cli.machine.UpState;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The viz-service of a mesh on this machine, asked inside its own namespace.
 *
 * @param network that namespace
 */
public record RunningViz(String network) implements VizApi {
    /** Where it listens, seen from inside. */
    public static final InetSocketAddress WEB = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8084);

    private static final String NAME = "viz";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int SERVICE_UNAVAILABLE = 503;

    /**
     * Finds it.
     *
     * @throws MachineException if the mesh of this directory is not up
     */
    public static RunningViz of(MeshDirectory directory) {
        return UpState.require(directory).members().stream()
                .filter(member -> member.name().equals(NAME))
                .findFirst()
                .map(member -> new RunningViz(member.network()))
                .orElseThrow(() -> new MachineException("the mesh in " + directory.root() + " has no viz-service"));
    }

    @Override
    public String get(String pathAndQuery) {
        InNamespace.Response response;
        try {
            response = InNamespace.get(network, WEB, pathAndQuery, PATIENCE);
        } catch (UncheckedIOException e) {
            throw new MachineException("viz-service does not answer: see linkerd check", e);
        }
        return answer(response);
    }

    /** What it said, or, as a {@link MachineException}, why it did not. */
    static String answer(InNamespace.Response response) {
        return switch (response.status()) {
            case OK -> response.body();
            case BAD_REQUEST, SERVICE_UNAVAILABLE -> throw new MachineException(reason(response.body()));
            default -> throw new MachineException("viz-service answered " + response.status() + ": see linkerd check");
        };
    }

    private static String reason(String body) {
        try {
            return JsonMapper.shared().readTree(body).path("error").asString("viz-service refused: " + body);
        } catch (JacksonException e) {
            return "viz-service refused: " + body;
        }
    }
}
