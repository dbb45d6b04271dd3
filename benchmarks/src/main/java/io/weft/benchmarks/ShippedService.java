package io.weft.benchmarks;

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** A service of the control plane as it is shipped, with its flags. The main thread. */
public final class ShippedService {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration ASK = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private final Work work;
    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final int management;
    private Process process;

    private ShippedService(
            Work work, String name, List<String> command, Map<String, String> environment, int management) {
        this.work = work;
        this.name = name;
        this.command = command;
        this.environment = environment;
        this.management = management;
        this.process = launch();
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param dist with a folder of that name
     * @param settings as on its command line; the management port is ours
     * @throws BenchmarkException with what it said, if it is not ready in time
     */
    public static ShippedService start(
            Work work, Path dist, String name, Map<String, String> environment, String... settings) {
        int management = freePort();
        Path program = dist.resolve(name);
        List<String> command = new ArrayList<>(List.of(Jvm.java(), "@" + program.resolve("jvm.options"), "-jar"));
        command.add(program.resolve("app.jar").toString());
        command.add("--management.server.port=" + management);
        command.addAll(List.of(settings));
        ShippedService service = new ShippedService(work, name, command, environment, management);
        service.awaitReady();
        return service;
    }

    /** One that nobody listens at now and that was not given before: the kernel may choose the same again. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            return GIVEN.add(port) ? port : freePort();
        } catch (IOException e) {
            throw new BenchmarkException("no free port", e);
        }
    }

    /** Ends it as an orchestrator does, and starts it again in the same place. */
    public void restart() {
        work.end(process);
        process = launch();
        awaitReady();
    }

    public void end() {
        work.end(process);
    }

    private Process launch() {
        return work.start(name, command, environment);
    }

    private void awaitReady() {
        Eventually.get(
                START,
                () -> Optional.of(true).filter(_ -> answers() || ended()),
                () -> name + " is not ready:\n" + work.said(name));
        if (ended()) {
            throw new BenchmarkException(name + " ended:\n" + work.said(name));
        }
    }

    public boolean ended() {
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
    public double metric(String metric) {
        return metric(metric, "");
    }

    /** The same of those series alone whose labels contain that. */
    public double metric(String metric, String labels) {
        String page = get("/metrics").orElse("");
        return Pattern.compile("(?m)^" + Pattern.quote(metric) + "(?:\\{([^}]*)})? (\\S+)")
                .matcher(page)
                .results()
                .filter(line ->
                        labels.isEmpty() || String.valueOf(line.group(1)).contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.group(2)))
                .sum();
    }

    /** As the kernel counts it. */
    public Memory memory() {
        return ProcFiles.memory(List.of(process.pid()));
    }

    /** Processor time used so far, in milliseconds. */
    public long cpuMillis() {
        return ProcFiles.cpuMicros(List.of(process.pid())) / 1000;
    }

    /** What is left of the heap after a collection, in megabytes. */
    public double liveHeap() {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String pid = Long.toString(process.pid());
        Tool.run(List.of(jcmd, pid, "GC.run"));
        return HeapInfo.used(Tool.run(List.of(jcmd, pid, "GC.heap_info")));
    }
}
