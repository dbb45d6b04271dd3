package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * HTTP/2 requests one after the other from inside a workload, on a connection that is kept and on fresh ones; knows the status
 * of each, {@code 000} for none.
 *
 * <p>Threading: any.
 */
final class Traffic implements AutoCloseable {
    /** Between two requests of a {@link #seldom} client. */
    static final Duration SELDOM = Duration.ofSeconds(7);

    private final List<Command> callers;

    private Traffic(Command... callers) {
        this.callers = List.of(callers);
    }

    /** Requests to {@code http://host:port/}. */
    static Traffic start(MeshOnOneMachine mesh, Command workload, String host, int port) {
        return new Traffic(
                mesh.inside(
                        workload,
                        MeshOnOneMachine.program(H2Caller.class, host, String.valueOf(port))
                                .toArray(String[]::new)),
                curl(mesh, workload, host, port, "0.1"));
    }

    /** A request every seven seconds, on a connection of its own: in between, the sidecar has nobody who asks. */
    static Traffic seldom(MeshOnOneMachine mesh, Command workload, String host, int port) {
        return new Traffic(curl(mesh, workload, host, port, String.valueOf(SELDOM.toSeconds())));
    }

    private static Command curl(MeshOnOneMachine mesh, Command workload, String host, int port, String pause) {
        String curl = "curl -s -o /dev/null -m 10 --http2-prior-knowledge -w '%{http_code} %{errormsg}\\n' http://"
                + host + ":" + port + "/";
        return mesh.inside(workload, "sh", "-c", "while :; do " + curl + "; sleep " + pause + "; done");
    }

    /** Statuses of the requests answered from {@code from} on, in nanoseconds of {@link System#nanoTime}; with 000, why. */
    List<String> statuses(long from) {
        return lines(from).map(line -> line.text().strip()).toList();
    }

    /** Waits for answers to every caller that ended after now. */
    void awaitAnswers(int each) {
        long now = System.nanoTime();
        Patience.until(
                Duration.ofSeconds(30),
                () -> callers.stream().allMatch(command -> after(command, now).count() >= each),
                () -> "no answers; all callers together: " + statuses(now));
    }

    /** Waits until the last three answers to every caller were this status. */
    void awaitStatus(String status, Duration atMost, Supplier<String> why) {
        Patience.until(
                atMost,
                () -> callers.stream()
                        .allMatch(command -> last(command, 3).stream()
                                .map(Traffic::status)
                                .toList()
                                .equals(List.of(status, status, status))),
                () -> why.get() + "; the last answers: "
                        + callers.stream().map(caller -> last(caller, 5)).toList());
    }

    /** Waits until the last answer to every caller is that old; pauses between requests must be longer. */
    void awaitPause(Duration age) {
        Patience.until(
                Duration.ofSeconds(30),
                () -> callers.stream()
                        .allMatch(caller ->
                                System.nanoTime() - caller.lines().getLast().at() >= age.toNanos()),
                () -> "there is no such pause between requests");
    }

    /** Asserts that every request that ended from {@code from} until now was answered with this status, and that there were some. */
    void assertOnly(String status, long from) {
        awaitAnswers(2);
        List<String> other = statuses(from).stream()
                .filter(answer -> !status(answer).equals(status))
                .toList();
        assertThat(other).as("answers other than %s", status).isEmpty();
    }

    @Override
    public void close() {
        callers.forEach(Command::close);
    }

    /** Without the reason that follows it where there was no answer. */
    private static String status(String answer) {
        return answer.split(" ", 2)[0];
    }

    private Stream<Line> lines(long from) {
        return callers.stream().flatMap(caller -> after(caller, from));
    }

    private static Stream<Line> after(Command command, long from) {
        return command.lines().stream().filter(line -> line.at() - from >= 0);
    }

    private static List<String> last(Command command, int count) {
        List<String> all = new ArrayList<>(
                command.lines().stream().map(line -> line.text().strip()).toList());
        return all.subList(Math.max(0, all.size() - count), all.size());
    }
}
