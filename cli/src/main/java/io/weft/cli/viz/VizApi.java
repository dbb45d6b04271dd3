package io.weft.cli.viz;

/** A way to viz-service. */
@FunctionalInterface
public interface VizApi {
    /**
     * What viz-service answers.
     *
     * @param pathAndQuery with its leading slash; encoded
     * @throws io.weft.cli.machine.MachineException if it does not answer or refuses; the message says why
     */
    String get(String pathAndQuery);

    /** Which namespace is meant where none is named. */
    default String currentNamespace() {
        return "default";
    }
}
