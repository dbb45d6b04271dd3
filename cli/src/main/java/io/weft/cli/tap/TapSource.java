package io.weft.cli.tap;

import io.weft.cli.cluster.ClusterDomain;
import java.util.function.Consumer;

/** Where events come from. */
@FunctionalInterface
interface TapSource extends AutoCloseable {
    /**
     * Hands on events, on any one thread, until there are no more.
     *
     * @throws io.weft.cli.machine.MachineException if there are none to be had; the message says why
     */
    void look(TapQuestion question, Consumer<TapEvent> events);

    /** Which namespace is meant when none is named. */
    default String currentNamespace() {
        return "default";
    }

    /** What the names of Services end with. */
    default String clusterDomain() {
        return ClusterDomain.USUAL;
    }

    @Override
    default void close() {
        // most leave nothing open
    }
}
