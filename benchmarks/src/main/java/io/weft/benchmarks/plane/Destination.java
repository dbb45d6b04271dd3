package io.weft.benchmarks.plane;

import io.weft.benchmarks.BenchmarkException;
import io.weft.benchmarks.Eventually;
import io.weft.benchmarks.Memory;
import io.weft.benchmarks.ProcFiles;
import io.weft.benchmarks.Tool;
import io.weft.benchmarks.Work;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** destination-service as it is shipped, with its flags, before an API server. The main thread. */
final class Destination {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration ASK = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final Work work;
    private final List<String> command;
    private final String kubeconfig;
    private final int grpc;
    private final int management;
    private Process process;

    private Destination(Work work, List<String> command, String kubeconfig, int grpc, int management) {
        this.work = work;
        this.command = command;
        this.kubeconfig = kubeconfig;
        this.grpc = grpc;
        this.management = management;
        this.process = launch();
    }

    /** Starts it and waits until it is ready. */
    static Destination start(Work work, Path dist, ApiServer server) {
        String kubeconfig = work.write("kubeconfig", server.kubeconfig()).toString();
        int grpc = freePort();
        int management = freePort();
        Path program = dist.resolve("destination-service");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.add("@" + program.resolve("jvm.options"));
        command.addAll(List.of("-jar", program.resolve("app.jar").toString()));
        command.add("--mesh.feed.kind=kubernetes");
        command.add("--spring.grpc.server.port=" + grpc);
        command.add("--management.server.port=" + management);
        Destination destination = new Destination(work, command, kubeconfig, grpc, management);
        destination.awaitReady();
        return destination;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchmarkException("no free port", e);
        }
    }

    int port() {
        return grpc;
    }

    long pid() {
        return process.pid();
    }

    /** Ends it as an orchestrator does, and starts it again in the same place. */
    void restart() {
        work.end(process);
        process = launch();
        awaitReady();
    }

    void end() {
        work.end(process);
    }

    private Process launch() {
        return work.start("destination", command, Map.of("KUBECONFIG", kubeconfig));
    }

    private void awaitReady() {
        Eventually.get(
                START,
                () -> Optional.of(true).filter(_ -> answers() || ended()),
                () -> "destination-service is not ready:\n" + work.said("destination"));
        if (ended()) {
            throw new BenchmarkException("destination-service ended:\n" + work.said("destination"));
        }
    }

    boolean ended() {
        return !process.isAlive();
    }

    private boolean answers() {
        return get("/actuator/health/readiness").isPresent();
    }

    private Optional<String> get(String path) {
        URI uri = URI.create("http://127.0.0.1:" + management + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest.newBuilder(uri).timeout(ASK).build(), BodyHandlers.ofString());
            return Optional.of(answer.body()).filter(_ -> answer.statusCode() == OK);
        } catch (IOException notYet) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    /** The sum of a metric over all its labels; 0 if it was never counted. */
    double metric(String name) {
        String page = get("/metrics").orElse("");
        return Pattern.compile("(?m)^" + Pattern.quote(name) + "(?:\\{[^}]*})? (\\S+)")
                .matcher(page)
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum();
    }

    /** As the kernel counts it. */
    Memory memory() {
        return ProcFiles.memory(List.of(process.pid()));
    }

    /** Processor time used so far, in milliseconds. */
    long cpuMillis() {
        return ProcFiles.cpuMicros(List.of(process.pid())) / 1000;
    }

    /** What is left of the heap after a collection, in megabytes. */
    double liveHeap() {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String pid = Long.toString(process.pid());
        Tool.run(List.of(jcmd, pid, "GC.run"));
        return HeapInfo.used(Tool.run(List.of(jcmd, pid, "GC.heap_info")));
    }
}
