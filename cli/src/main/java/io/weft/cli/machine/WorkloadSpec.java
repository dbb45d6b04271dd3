package io.weft.cli.machine;

import io.weft.core.WorkloadIdentity;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * A workload to run: what a Deployment with one replica would say.
 *
 * @param namespace a DNS-1123 label
 * @param name of the Deployment; at most 57 characters, because a pod's name appends six
 * @param ports what the application listens on
 * @param service name of a Service to make for it; null: none
 * @param labels beside {@code app} and the mesh's own
 * @param readiness asked in addition to the sidecar; null: the ports must accept connections
 * @param injected whether it has a sidecar
 * @param order what starts first
 * @param restart whether an application that ended is started again
 */
public record WorkloadSpec(
        String namespace,
        String name,
        String serviceAccount,
        List<Integer> ports,
        @Nullable String service,
        SequencedMap<String, String> labels,
        SequencedMap<String, String> annotations,
        @Nullable HttpProbe readiness,
        boolean injected,
        Order order,
        boolean restart,
        Program program) {
    private static final int NAME_MAX = 57;
    private static final int PORT_MAX = 65535;

    /** What starts first. */
    public enum Order {
        /** The application can count on its sidecar. */
        SIDECAR_FIRST,
        /** For the control plane, on which the sidecars themselves depend. */
        APPLICATION_FIRST
    }

    /** @throws IllegalArgumentException naming the value that is not allowed, and what is */
    public WorkloadSpec {
        label("namespace", namespace);
        label("name", name);
        label("service account", serviceAccount);
        if (name.length() > NAME_MAX) {
            throw new IllegalArgumentException("a name has at most " + NAME_MAX + " characters: " + name);
        }
        if (service != null) {
            label("service", service);
        }
        ports.stream().filter(port -> port < 1 || port > PORT_MAX).findFirst().ifPresent(port -> {
            throw new IllegalArgumentException("a port is 1 to 65535: " + port);
        });
        ports = List.copyOf(ports);
        labels = new LinkedHashMap<>(labels);
        annotations = new LinkedHashMap<>(annotations);
    }

    /** A meshed workload without a Service, labels, annotations or ready path, started after its sidecar, never again. */
    public static WorkloadSpec of(
            String namespace, String name, String serviceAccount, List<Integer> ports, Program program) {
        return new WorkloadSpec(
                namespace,
                name,
                serviceAccount,
                ports,
                null,
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                null,
                true,
                Order.SIDECAR_FIRST,
                false,
                program);
    }

    public WorkloadSpec withService(@Nullable String newService) {
        return new WorkloadSpec(
                namespace,
                name,
                serviceAccount,
                ports,
                newService,
                labels,
                annotations,
                readiness,
                injected,
                order,
                restart,
                program);
    }

    public WorkloadSpec withLabels(SequencedMap<String, String> newLabels) {
        return new WorkloadSpec(
                namespace,
                name,
                serviceAccount,
                ports,
                service,
                newLabels,
                annotations,
                readiness,
                injected,
                order,
                restart,
                program);
    }

    public WorkloadSpec withAnnotations(SequencedMap<String, String> newAnnotations) {
        return new WorkloadSpec(
                namespace,
                name,
                serviceAccount,
                ports,
                service,
                labels,
                newAnnotations,
                readiness,
                injected,
                order,
                restart,
                program);
    }

    public WorkloadSpec withReadiness(@Nullable HttpProbe newReadiness) {
        return new WorkloadSpec(
                namespace,
                name,
                serviceAccount,
                ports,
                service,
                labels,
                annotations,
                newReadiness,
                injected,
                order,
                restart,
                program);
    }

    public WorkloadSpec withInjected(boolean nowInjected) {
        return new WorkloadSpec(
                namespace,
                name,
                serviceAccount,
                ports,
                service,
                labels,
                annotations,
                readiness,
                nowInjected,
                order,
                restart,
                program);
    }

    /** Started again, with backoff, whenever it ends. */
    public WorkloadSpec withRestart() {
        return new WorkloadSpec(
                namespace,
                name,
                serviceAccount,
                ports,
                service,
                labels,
                annotations,
                readiness,
                injected,
                order,
                true,
                program);
    }

    WorkloadSpec applicationFirst() {
        return new WorkloadSpec(
                namespace,
                name,
                serviceAccount,
                ports,
                service,
                labels,
                annotations,
                readiness,
                injected,
                Order.APPLICATION_FIRST,
                restart,
                program);
    }

    /** The ports its proxy watches from the start. */
    SequencedSet<Integer> watchedPorts() {
        SequencedSet<Integer> all = new LinkedHashSet<>(ports);
        if (readiness != null) {
            all.add(readiness.port());
        }
        return all;
    }

    private static void label(String what, String text) {
        if (!WorkloadIdentity.isLabel(text)) {
            throw new IllegalArgumentException(
                    what + " must be 1 to 63 of a-z, 0-9 and '-', alphanumeric at both ends: '" + text + "'");
        }
    }
}
