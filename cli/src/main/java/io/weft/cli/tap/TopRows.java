package io.weft.cli.tap;

import io.weft.cli.tap.TapEvent.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Adds up requests that have ended, by who sends what to whom. What is told by both sides counts once: as the client saw it.
 *
 * <p>Bounded: beyond {@value #MOST_OPEN} open requests the oldest are forgotten, beyond {@value #MOST_ROWS} rows new ones are.
 *
 * <p>Threading: safe from any thread.
 *
 * @see "cli, 9.4: top"
 */
final class TopRows {
    private static final int MOST_OPEN = 10_000;
    private static final int MOST_ROWS = 10_000;
    private static final int SERVER_ERROR = 500;

    /** Unknown, DeadlineExceeded, Internal, Unavailable, DataLoss. */
    private static final Set<Integer> FAILURES = Set.of(2, 4, 13, 14, 15);

    private final boolean routes;
    private final boolean sources;
    private final SequencedMap<Stream, Open> open = new LinkedHashMap<>(); // guarded by this
    private final Map<Told, TopRow> rows = new HashMap<>(); // guarded by this

    /**
     * Nothing yet.
     *
     * @param routes whether a route stands for the paths it takes
     * @param sources whether it matters who sends
     */
    TopRows(boolean routes, boolean sources) {
        this.routes = routes;
        this.sources = sources;
    }

    private record Stream(TapEvent.Direction direction, String source, String destination, TapEvent.StreamId id) {
        static Stream of(TapEvent event) {
            return new Stream(
                    event.direction(),
                    event.source().text(),
                    event.destination().text(),
                    event.id());
        }
    }

    private record Open(TopRow.Key key, int status) {}

    private record Told(boolean inbound, TopRow.Key key) {}

    /** {@code event} happened. */
    synchronized void add(TapEvent event) {
        Stream stream = Stream.of(event);
        switch (event.part()) {
            case Part.Request request -> {
                open.put(stream, new Open(key(event, request), 0));
                if (open.size() > MOST_OPEN) {
                    open.pollFirstEntry();
                }
            }
            case Part.Response response ->
                open.computeIfPresent(stream, (same, begun) -> new Open(begun.key(), response.status()));
            case Part.Ended end -> {
                Open begun = open.remove(stream);
                if (begun != null) {
                    count(event, begun, end);
                }
            }
        }
    }

    private void count(TapEvent event, Open begun, Part.Ended end) {
        Told told = new Told(event.direction() == TapEvent.Direction.INBOUND, begun.key());
        boolean success = success(begun.status(), end);
        TopRow known = rows.get(told);
        if (known != null) {
            rows.put(told, known.plus(end.sinceRequest(), success));
        } else if (rows.size() < MOST_ROWS) {
            rows.put(told, TopRow.first(begun.key(), end.sinceRequest(), success));
        }
    }

    private static boolean success(int status, Part.Ended end) {
        return end.resetCode().isEmpty()
                && status < SERVER_ERROR
                && end.grpcStatus().map(code -> !FAILURES.contains(code)).orElse(true);
    }

    private TopRow.Key key(TapEvent event, Part.Request request) {
        return new TopRow.Key(
                sources ? name(event.source()) : "",
                name(event.destination()),
                TapLines.printable(request.method()),
                TapLines.printable(routes ? route(event) : request.path()));
    }

    private static String name(TapEvent.End end) {
        return TapLines.printable(end.labels().getOrDefault("pod", end.ip()));
    }

    /** Of a ServiceProfile; of a policy, which the receiver's side names among the receiver's labels. */
    private static String route(TapEvent event) {
        String ofPolicy = event.destination().labels().getOrDefault("route_name", "");
        return event.route().getOrDefault("route", event.route().getOrDefault("route_name", ofPolicy));
    }

    /** In no order. */
    synchronized List<TopRow> rows() {
        List<TopRow> all = new ArrayList<>(rows.size());
        rows.forEach((told, row) -> {
            if (!told.inbound() || !rows.containsKey(new Told(false, told.key()))) {
                all.add(row);
            }
        });
        return all;
    }
}
