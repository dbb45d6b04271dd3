package io.weft.cli.diagnostics;

import io.weft.cli.diagnostics.MeshInside.Pod;
import io.weft.cli.machine.MachineException;
import io.weft.cli.output.Console;
import io.weft.injection.ProxyPorts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints the certificates that sidecars show.
 *
 * @see "cli, 7: identity"
 */
@Command(name = "identity", description = "Print the certificates that the sidecars of some pods show.")
public final class IdentityCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String NAME = "LINKERD2_PROXY_IDENTITY_LOCAL_NAME";
    private static final JsonMapper JSON = new JsonMapper();

    private final Console console;
    private final Function<PlaceOptions, MeshInside> way;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Mixin
    private final PodChoice choice = new PodChoice();

    public IdentityCommand(Console console) {
        this(console, place -> place.open(console));
    }

    IdentityCommand(Console console, Function<PlaceOptions, MeshInside> way) {
        this.console = console;
        this.way = way;
    }

    @Override
    public Integer call() {
        choice.meant();
        try (MeshInside mesh = way.apply(place)) {
            List<Pod> pods = choice.of(mesh);
            for (int i = 0; i < pods.size(); i++) {
                console.print(PodChoice.title(pods, i));
                Pod pod = pods.get(i);
                console.print(CertificateText.of(
                        mesh.shown(pod, name(mesh, pod), PATIENCE).getFirst()));
            }
        }
        return 0;
    }

    /** Its sidecar knows whom it stands for. */
    private static String name(MeshInside mesh, Pod pod) {
        try {
            String environment = mesh.page(pod, ProxyPorts.ADMIN, "/env.json?" + NAME, PATIENCE);
            String name = JSON.readTree(environment).path(NAME).asString("");
            if (!name.isEmpty()) {
                return name;
            }
        } catch (JacksonException malformed) {
            throw new MachineException(pod.name() + " has no sidecar that says who it is", malformed);
        }
        throw new MachineException(pod.name() + " has no identity of the mesh");
    }
}
