package io.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weft.cli.machine.MeshTraining;
import io.weft.cli.output.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the JVM watches while the build makes the command's AOT caches: commands of every kind, none of which changes anything. What
 * they say goes nowhere. There is a cache of commands that ask nobody, one of those that ask a cluster, and one of those that keep a
 * mesh on this machine: a command waits for every class in its cache.
 *
 * @see "java-stack, 2"
 */
final class TrainingMain {
    private static final String ALONE = "alone";
    private static final String CLUSTER = "cluster";
    private static final String MESH = "mesh";

    private static final List<String> COMMANDS_ALONE = List.of("--help", "version --client", "completion bash");
    private static final List<String> COMMANDS_OF_CLUSTERS =
            List.of("install --crds --ignore-cluster", "install --ignore-cluster");
    private static final List<String> COMMANDS_OF_MESHES = List.of("up --help", "run --help", "demo --help");

    /** Nobody listens there: who asks is refused at once. */
    private static final String NO_CLUSTER = """
            apiVersion: v1
            kind: Config
            current-context: none
            contexts: [{name: none, context: {cluster: none, user: none}}]
            clusters: [{name: none, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: none, user: {token: none}}]
            """;

    private TrainingMain() {}

    /**
     * Ends with 1 if a command did not end as it should, for then it was not what a user would see.
     *
     * @param arguments which caches are trained; none: those of the first two in one
     */
    public static void main(String[] arguments) throws IOException {
        LinkerdMain.prepare();
        Console.ofProcess();
        List<String> trained = arguments.length == 0 ? List.of(ALONE, CLUSTER) : List.of(arguments);
        if (trained.contains(ALONE)) {
            COMMANDS_ALONE.forEach(command -> run(command, 0));
        }
        if (trained.contains(CLUSTER)) {
            trainCluster();
        }
        if (trained.contains(MESH)) {
            trainMesh();
        }
        LinkerdMain.end(0);
    }

    private static void trainCluster() throws IOException {
        COMMANDS_OF_CLUSTERS.forEach(command -> run(command, 0));
        Path kubeconfig = Files.createTempFile("weft-training", ".yaml");
        try {
            Files.writeString(kubeconfig, NO_CLUSTER);
            run("stat deploy --kubeconfig " + kubeconfig, 1);
        } finally {
            Files.delete(kubeconfig);
        }
    }

    private static void trainMesh() throws IOException {
        COMMANDS_OF_MESHES.forEach(command -> run(command, 0));
        MeshTraining.give();
    }

    private static void run(String command, int expected) {
        Console silent = Console.plain(nowhere(), nowhere());
        int status = LinkerdMain.run(silent, command.split(" "));
        if (status != expected) {
            System.err.println("error: in training, linkerd " + command + " ended with " + status);
            System.exit(1);
        }
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    }
}
