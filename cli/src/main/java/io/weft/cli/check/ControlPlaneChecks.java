package io.weft.cli.check;

import io.weft.cli.check.Check.Weight;
import io.weft.cli.machine.ManagementPort;
import io.weft.cli.machine.UpState;
import io.weft.cli.machine.UpState.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Whether the control plane is up, of this version, and behind healthy sidecars. */
final class ControlPlaneChecks {
    private final MeshView mesh;
    private final Proxies proxies;

    ControlPlaneChecks(MeshView mesh) {
        this.mesh = mesh;
        proxies = new Proxies(mesh);
    }

    CheckGroup existence() {
        return new CheckGroup(
                "linkerd-existence",
                List.of(
                        new Check("the mesh is up", "weft-up", Weight.FATAL, () -> {
                            UpState _ = up();
                            return List.of();
                        }),
                        new Check(
                                        "control plane pods are ready",
                                        "l5d-api-control-ready",
                                        Weight.FATAL,
                                        () -> ofMembers(this::service))
                                .withRetries()));
    }

    CheckGroup version() {
        return new CheckGroup(
                "control-plane-version",
                List.of(new Check("control plane and cli versions match", "l5d-version-control", Weight.WARNING, () -> {
                    String version = up().version();
                    return version.equals(mesh.version())
                            ? List.of()
                            : List.of("the mesh runs " + version + ", this command is " + mesh.version()
                                    + ": end linkerd up and start it again");
                })));
    }

    CheckGroup proxies() {
        return new CheckGroup(
                "linkerd-control-plane-proxy",
                List.of(
                        new Check(
                                        "control plane proxies are healthy",
                                        "l5d-cp-proxy-healthy",
                                        Weight.FATAL,
                                        () -> ofMembers(member -> proxies.ready(name(member), member.network())))
                                .withRetries(),
                        new Check(
                                "control plane proxies and cli versions match",
                                "l5d-cp-proxy-cli-version",
                                Weight.WARNING,
                                () -> ofMembers(member -> proxies.version(name(member), member.network())))));
    }

    private List<String> service(Member member) {
        return Proxies.answer(
                name(member), () -> mesh.get(member.network(), ManagementPort.NUMBER, ManagementPort.READINESS));
    }

    private List<String> ofMembers(Function<Member, List<String>> look) {
        List<String> complaints = new ArrayList<>();
        up().members().forEach(member -> complaints.addAll(look.apply(member)));
        return complaints;
    }

    private UpState up() {
        return mesh.up()
                .orElseThrow(() -> new IllegalStateException(
                        "the mesh in " + mesh.directory().root() + " is not up: start it with linkerd up"));
    }

    private static String name(Member member) {
        return member.namespace() + "/" + member.pod();
    }
}
