package io.weft.cli.machine;

import java.nio.file.Path;

/** A runner to be killed: makes a mesh's network and a workload in it, and waits. */
final class RunnerMain {
    private RunnerMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Root root = Root.network(Path.of(arguments[0]));
        Workload workload = root.start("doomed", "sh", "-c", "sleep 600 & sleep 600; true");
        System.out.println("started " + workload.pod());
        Thread.currentThread().join();
    }
}
