package io.weft.cli.machine;

/** Tells why a workload came to nothing, with what its containers last said. */
final class LastWords {
    private static final int HOPELESS = 5;
    private static final int LINES = 15;

    private final MeshDirectory directory;
    private final PodName pod;

    LastWords(MeshDirectory directory, PodName pod) {
        this.directory = directory;
        this.pod = pod;
    }

    /** @throws MachineException if the process was started again and again and never held */
    void failIfHopeless(Supervised process, String container) {
        if (process.launches() >= HOPELESS) {
            throw failure("ended " + (process.launches() - 1) + " times in a row", container);
        }
    }

    /** @param containers whose words matter, the culprit first */
    MachineException failure(String what, String... containers) {
        StringBuilder message =
                new StringBuilder(containers[0] + " of " + pod.namespace() + "/" + pod.name() + " " + what + ".");
        for (String container : containers) {
            String tail = Logs.tail(Logs.file(directory, pod, container), LINES);
            if (!tail.isEmpty()) {
                message.append("\nThe last ")
                        .append(container)
                        .append(" said:\n")
                        .append(tail);
            }
        }
        return new MachineException(message.toString());
    }
}
