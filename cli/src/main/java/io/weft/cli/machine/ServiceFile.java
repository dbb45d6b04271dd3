package io.weft.cli.machine;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Writes the Service a workload asked for, unless somebody else defined it. */
final class ServiceFile {
    private static final Duration NAMES_PATIENCE = Duration.ofSeconds(30);

    private ServiceFile() {}

    /**
     * Waits until it is known what others defined.
     *
     * @param events told if the Service stands already, in another file
     * @throws MachineException if the manifests cannot be read
     */
    static void write(MeshContext mesh, Manifests manifests, WorkloadSpec spec, Consumer<String> events) {
        String service = spec.service();
        if (service == null) {
            return;
        }
        mesh.names().awaitLoaded(NAMES_PATIENCE);
        PodName name = new PodName(spec.namespace(), service);
        String file = Leftovers.serviceFile(name);
        if (!manifests.has(file) && isDefined(mesh, name)) {
            events.accept(
                    "Service " + spec.namespace() + "/" + service + " is defined in the manifests already: using that");
            return;
        }
        String app = spec.labels().getOrDefault("app", spec.name());
        manifests.put(
                file,
                Manifests.text(
                        List.of(ServiceManifest.of(name, app, spec.ports()).document())));
    }

    private static boolean isDefined(MeshContext mesh, PodName name) {
        return mesh.names().latest().get().services().stream()
                .anyMatch(service -> service.metadata().namespace().equals(name.namespace())
                        && service.metadata().name().equals(name.name()));
    }
}
