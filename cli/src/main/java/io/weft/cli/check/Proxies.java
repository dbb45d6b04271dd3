package io.weft.cli.check;

import io.weft.cli.machine.InNamespace;
import io.weft.cli.version.ProxyVersions;
import io.weft.injection.ProxyPorts;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What sidecars say of themselves. */
record Proxies(MeshView mesh) {

    /** What keeps a sidecar from being ready. */
    List<String> ready(String pod, String network) {
        return answer(pod, () -> mesh.get(network, ProxyPorts.ADMIN, "/ready"));
    }

    /** How its version differs from ours. */
    List<String> version(String pod, String network) {
        Optional<String> version = ProxyVersions.read(
                mesh.get(network, ProxyPorts.ADMIN, "/metrics").body());
        return version.filter(mesh.version()::equals).isPresent()
                ? List.of()
                : List.of(pod + " runs " + version.orElse("an unknown version") + ", this command is " + mesh.version()
                        + ": start it again");
    }

    /** What is wrong with an answer that should be 200. */
    static List<String> answer(String pod, Supplier<InNamespace.Response> ask) {
        try {
            InNamespace.Response response = ask.get();
            return response.ok()
                    ? List.of()
                    : List.of(pod + " is not ready: "
                            + response.body().strip().lines().findFirst().orElse("status " + response.status()));
        } catch (RuntimeException e) {
            return List.of(pod + " is not ready: " + e.getMessage());
        }
    }
}
