package io.weft.cli.cluster;

import io.weft.cli.machine.InNamespace;
import io.weft.cli.machine.MachineException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
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
     * Sends bytes to the API server, and reads its answer while it comes.
     *
     * @param path with its leading slash
     */
    void post(String path, byte[] body, AnswerReader answer);

    /**
     * A token of a service account, if the user may make one.
     *
     * @param audience whom it is for
     * @param seconds how long it is good for
     */
    String token(String namespace, String account, String audience, int seconds);

    /**
     * Listens here for connections to a port of a pod, past its sidecar, until closed.
     *
     * @param address to listen at
     * @param local the port; 0: any that is free
     */
    Forward forward(ClusterObject pod, int port, InetAddress address, int local);

    @Override
    void close();

    /** What listens here for a pod. */
    interface Forward extends AutoCloseable {
        int port();

        @Override
        void close();
    }

    /** Reads an answer. */
    @FunctionalInterface
    interface AnswerReader {
        /** The connection ends when this returns. */
        void read(int status, InputStream body) throws IOException;
    }

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
