package io.weft.kubernetes.resource;

import java.util.List;
import java.util.Optional;

/**
 * One running workload.
 *
 * @param serviceAccountName {@code default} where the document says nothing
 * @param nodeName empty before it is scheduled
 * @param hostname with {@code subdomain}, the name headless Services give it
 * @param podIps as written, the primary address first; empty before it has one
 * @param hostIps addresses of its node
 * @param ready the condition Ready is True
 * @param containers init containers first
 */
public record Pod(
        Metadata metadata,
        String serviceAccountName,
        Optional<String> nodeName,
        boolean hostNetwork,
        Optional<String> hostname,
        Optional<String> subdomain,
        List<String> podIps,
        List<String> hostIps,
        Phase phase,
        boolean ready,
        List<Container> containers)
        implements Resource {
    public Pod {
        podIps = List.copyOf(podIps);
        hostIps = List.copyOf(hostIps);
        containers = List.copyOf(containers);
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.POD;
    }

    /** Where a pod is in its life; {@code PENDING} where the document says nothing. */
    public enum Phase {
        PENDING("Pending"),
        RUNNING("Running"),
        SUCCEEDED("Succeeded"),
        FAILED("Failed"),
        UNKNOWN("Unknown");

        private final String text;

        Phase(String text) {
            this.text = text;
        }

        /** As written in a document. */
        public String text() {
            return text;
        }

        /** Whether its containers have ended for good. */
        public boolean isTerminal() {
            return this == SUCCEEDED || this == FAILED;
        }
    }
}
