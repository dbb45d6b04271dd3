package io.weft.cli.install;

import io.weft.cli.machine.MachineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is in the cluster that kubectl is set up for. */
interface Cluster {
    /**
     * Whether there is such an object.
     *
     * @param resource kind and name, as kubectl takes them
     * @throws MachineException if the cluster cannot be asked
     */
    boolean has(String... resource);

    /** Asks by running kubectl, with the user's own set-up. */
    static Cluster ofKubectl() {
        return resource -> {
            List<String> command = new ArrayList<>(List.of("kubectl", "get", "--ignore-not-found", "-o", "name"));
            command.addAll(List.of(resource));
            try {
                Process process =
                        new ProcessBuilder(command).redirectErrorStream(true).start();
                String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new MachineException("the cluster cannot be asked (" + answer.strip()
                            + "); --ignore-cluster renders without asking");
                }
                return !answer.isBlank();
            } catch (IOException absent) {
                throw new MachineException(
                        "kubectl, by which the cluster is asked, cannot be run; --ignore-cluster renders without asking",
                        absent);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new MachineException("interrupted", e);
            }
        };
    }
}
