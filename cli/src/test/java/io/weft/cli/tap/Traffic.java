package io.weft.cli.tap;

import io.weft.cli.tap.TapEvent.Direction;
import io.weft.cli.tap.TapEvent.Part;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Events of whole requests, told by the client's side unless said otherwise. */
final class Traffic {
    private final Consumer<TapEvent> events;
    private Direction direction = Direction.OUTBOUND;
    private long stream;

    Traffic(Consumer<TapEvent> events) {
        this.events = events;
    }

    /** What follows is told by {@code side}. */
    Traffic by(Direction side) {
        direction = side;
        return this;
    }

    Traffic request(String from, String to, String method, String path, int status, long micros) {
        begin(from, to, method, path);
        tell(from, to, new Part.Response(Duration.ZERO, status, List.of()));
        return end(from, to, micros, Optional.empty(), Optional.empty());
    }

    Traffic call(String from, String to, int grpcStatus) {
        begin(from, to, "POST", "/shop.Catalog/Get");
        tell(from, to, new Part.Response(Duration.ZERO, 200, List.of()));
        return end(from, to, 1_000, Optional.of(grpcStatus), Optional.empty());
    }

    Traffic reset(String from, String to, String path) {
        begin(from, to, "GET", path);
        return end(from, to, 1_000, Optional.empty(), Optional.of(8L));
    }

    /** Nothing more is told of it. */
    Traffic begin(String from, String to, String method, String path) {
        stream++;
        tell(from, to, new Part.Request(method, "http", to, path, List.of()));
        return this;
    }

    private Traffic end(String from, String to, long micros, Optional<Integer> grpcStatus, Optional<Long> reset) {
        Duration took = Duration.ofNanos(micros * 1_000);
        tell(from, to, new Part.Ended(took, took, 0, grpcStatus, reset, List.of()));
        return this;
    }

    private void tell(String from, String to, Part part) {
        events.accept(new TapEvent(
                new TapEvent.StreamId(0, stream),
                direction,
                new TapEvent.End("10.42.0.1", 40_000, Map.of("pod", from)),
                new TapEvent.End("10.42.0.2", 80, Map.of("pod", to)),
                Map.of("route", "items"),
                part));
    }
}
