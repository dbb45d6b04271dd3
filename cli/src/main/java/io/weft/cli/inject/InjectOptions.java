package io.weft.cli.inject;

import io.weft.injection.AnnotationText;
import io.weft.injection.ConfigAnnotation;
import io.weft.injection.MeshAnnotation;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of {@code linkerd inject} alone, as annotations. */
final class InjectOptions {
    private final SequencedMap<String, String> annotations = new LinkedHashMap<>();

    @Option(names = "--ingress", description = "Route by what requests ask for, as an ingress controller needs it.")
    private boolean ingress;

    @Option(names = "--enable-debug-sidecar", description = "Add a container with tools to look at traffic.")
    private boolean debug;

    @Option(
            names = "--opaque-ports",
            paramLabel = "PORTS",
            description = "Ports, ranges and names of ports whose protocol is not looked at.")
    void opaquePorts(@Nullable String text) {
        put(ConfigAnnotation.OPAQUE_PORTS, text);
    }

    @Option(
            names = "--close-wait-timeout",
            paramLabel = "DURATION",
            description = "How long the kernel remembers half-closed connections.")
    void closeWaitTimeout(@Nullable String text) {
        put(ConfigAnnotation.CLOSE_WAIT_TIMEOUT, text);
    }

    @Option(
            names = "--native-sidecar",
            paramLabel = "true|false",
            description = "Whether the proxy is a native sidecar.")
    void nativeSidecar(@Nullable String text) {
        put(ConfigAnnotation.NATIVE_SIDECAR, text);
    }

    @Option(
            names = "--wait-before-exit-seconds",
            paramLabel = "SECONDS",
            description = "How long the proxy waits before it ends.")
    void waitBeforeExitSeconds(@Nullable String text) {
        put(ConfigAnnotation.WAIT_BEFORE_EXIT, text);
    }

    @Option(
            names = "--require-identity-on-inbound-ports",
            paramLabel = "PORTS",
            description = "Ports that only meshed clients may connect to.")
    void requireIdentityOnInboundPorts(@Nullable String text) {
        put(ConfigAnnotation.REQUIRE_IDENTITY_PORTS, text);
    }

    /**
     * What was given, and that injection is asked for.
     *
     * @throws IllegalArgumentException naming the annotation whose text cannot be read
     */
    SequencedMap<String, String> annotations() {
        annotations.forEach((name, text) -> {
            if (!AnnotationText.isValid(name, text)) {
                throw new IllegalArgumentException(name + " cannot be '" + text + "'");
            }
        });
        if (debug) {
            annotations.put(ConfigAnnotation.DEBUG_SIDECAR, "true");
        }
        annotations.putFirst(MeshAnnotation.INJECT, ingress ? "ingress" : "enabled");
        return annotations;
    }

    private void put(String annotation, @Nullable String text) {
        if (text != null) {
            annotations.put(annotation, text);
        }
    }
}
