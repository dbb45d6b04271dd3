package io.weft.identity.mint;

import io.weft.kubernetes.resource.KnownAnnotations;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pods as the launcher writes them. */
final class Pods {
    private Pods() {}

    static Pod pod(String namespace, String name, String account, Map<String, String> annotations) {
        return new Pod(
                new Metadata(namespace, name, Map.of(), annotations, Optional.empty(), List.of()),
                account,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                List.of("10.42.0.7"),
                List.of(),
                Pod.Phase.RUNNING,
                true,
                List.of());
    }

    static Map<String, String> runBy(long pid, long startTime) {
        return Map.of(KnownAnnotations.PID, Long.toString(pid), KnownAnnotations.START_TIME, Long.toString(startTime));
    }
}
