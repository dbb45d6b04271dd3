package io.weft.cli.cluster;

import io.weft.cli.machine.InNamespace;
import io.weft.cli.machine.MachineException;
import java.util.List;
import java.util.Optional;

/** The objects of a cluster, and the ports of its pods. Every call throws {@link MachineException} if nobody answers. */
public interface Cluster extends AutoCloseable {
    /** As the API server writes it, such as {@code v1.34.1}. */
    String version();

    /** Which namespace the user's set-up means when none is named. */
    String currentNamespace();

    /** Empty if there is no such object, or no such kind. {@code namespace} is empty for kinds that belong to none. */
    Optional<ClusterObject> get(ClusterKind kind, String namespace, String name);

    /**
     * All objects of a kind; none if there is no such kind.
     *
     * @param namespace empty: of all namespaces
     * @param selector of labels, such as {@code app=web}; empty: all
     */
    List<ClusterObject> list(ClusterKind kind, String namespace, String selector);

    /** Whether the user may do so; {@code namespace} is empty for what belongs to none. */
    boolean may(Action action, String namespace);

    /**
     * Fetches over plain HTTP from a port of a pod, past its sidecar.
     *
     * @param path with its leading slash
     */
    String fetch(ClusterObject pod, int port, String path);

    /** Asks a port of a pod that speaks TLS, past its sidecar. */
    InNamespace.Response ask(ClusterObject pod, String path, Door door);

    /**
     * A token of ten minutes for an account.
     *
     * @param audience who is to take it
     */
    String token(String namespace, String account, String audience);

    @Override
    void close();

    /**
     * How to get in at a port.
     *
     * @param name what its certificate must be for
     * @param trusted certificates that it must lead to, PEM
     * @param token what is shown there
     */
    record Door(int port, String name, String trusted, String token) {}

    /** What is done to which resource, in RBAC's words. */
    record Action(String verb, String group, String resource) {}
}
