package io.weft.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A Service whose port is opaque: what {@code linkerd run --service} does not make, and a manifest says. */
final class OpaqueService {
    /** On the Service for clients, and on its workload for the server's sidecar. */
    static final String ANNOTATION = "config.linkerd.io/opaque-ports";

    private OpaqueService() {}

    /**
     * Puts it into the mesh, whole at once.
     *
     * @param name of the Service and of the workload behind it
     */
    static void apply(Path manifests, String namespace, String name, int port) {
        Path target = manifests.resolve("opaque-" + name + ".yaml");
        Path aside = manifests.resolve("." + target.getFileName());
        try {
            Files.writeString(aside, manifest(namespace, name, port));
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new BenchmarkException("cannot write " + target, e);
        }
    }

    static String manifest(String namespace, String name, int port) {
        return """
                apiVersion: v1
                kind: Service
                metadata:
                  namespace: %1$s
                  name: %2$s
                  annotations:
                    %4$s: "%3$d"
                spec:
                  selector:
                    app: %2$s
                  ports:
                  - {name: opaque, port: %3$d, targetPort: %3$d}
                """.formatted(namespace, name, port, ANNOTATION);
    }
}
