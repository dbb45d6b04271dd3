package io.weft.cli.machine;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who made a network namespace, and what else it made for it; kept until all of it is gone.
 *
 * @param process the {@code linkerd} command
 * @param namespace the namespace's name, and the record's
 * @param pod {@code NS.NAME} of the pod it is for; null for the bridge's
 * @param address the pod's; null for the bridge's namespace
 * @param services {@code NS.NAME} of the Services it needs
 */
record Runner(
        ProcessId process,
        String namespace,
        @Nullable String pod,
        @Nullable String address,
        Set<String> services) {
    Runner {
        services = Set.copyOf(services);
    }
}
