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
    private final Command kept;
    private final Command fresh;

    private Traffic(Command kept, Command fresh) {
        this.kept = kept;
        this.fresh = fresh;
    }

    /** Requests to {@code http://host:port/}. */
    static Traffic start(MeshOnOneMachine mesh, Command workload, String host, int port) {
        String curl = "curl -s -o /dev/null -m 10 --http2-prior-knowledge -w '%{http_code} %{errormsg}\\n' http://"
                + host + ":" + port + "/";
        return new Traffic(
                mesh.inside(
                        workload,
                        MeshOnOneMachine.program(H2Caller.class, host, String.valueOf(port))
                                .toArray(String[]::new)),
                mesh.inside(workload, "sh", "-c", "while :; do " + curl + "; sleep 0.1; done"));
    }

    /** Statuses of the requests answered from {@code from} on, in nanoseconds of {@link System#nanoTime}. */
    List<String> statuses(long from) {
        return lines(from).map(line -> line.text().strip()).toList();
    }

    /** Waits for answers on both kinds of connection that ended after now. */
    void awaitAnswers(int each) {
        long now = System.nanoTime();
        Patience.until(
                Duration.ofSeconds(30),
                () -> Stream.of(kept, fresh)
                        .allMatch(command -> after(command, now).count() >= each),
                () -> "no answers; both connections together: " + statuses(now));
    }

    /** Waits until three answers in a row on both kinds of connection were this status. */
    void awaitStatus(String status, Duration atMost, Supplier<String> why) {
        Patience.until(
                atMost,
                () -> Stream.of(kept, fresh)
                        .allMatch(command -> last(command, 3).equals(List.of(status, status, status))),
                () -> why.get() + "; the last answers: " + last(kept, 5) + last(fresh, 5));
    }

    /** Asserts that every request that ended from {@code from} until now was answered with this status, and that there were some. */
    void assertOnly(String status, long from) {
        awaitAnswers(3);
        List<String> other =
                statuses(from).stream().filter(answer -> !answer.equals(status)).toList();
        assertThat(other).as("answers other than %s", status).isEmpty();
    }

    @Override
    public void close() {
        kept.close();
        fresh.close();
    }

    private Stream<Line> lines(long from) {
        return Stream.concat(after(kept, from), after(fresh, from));
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
