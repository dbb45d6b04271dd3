package io.weft.cli.tap;

import io.weft.cli.machine.Versions;
import io.weft.cli.output.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An HTTP archive of the requests that ended: headers and timing, without bodies, which no sidecar shows.
 *
 * <p>Threading: safe from any thread, since what ends the command may come from another.
 */
final class TapHar implements AutoCloseable {
    /** Of requests that do not end; the one that began first makes room. */
    private static final int MOST_OPEN = 10_000;

    private final Consumer<String> lines;
    private final InstantSource clock;
    private final Map<Key, Begun> open = new LinkedHashMap<>(); // guarded by this
    private boolean first = true; // guarded by this
    private boolean closed; // guarded by this

    /** Begins the document. */
    TapHar(Consumer<String> lines, InstantSource clock) {
        this.lines = lines;
        this.clock = clock;
        lines.accept("{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"linkerd\",\"version\":\"" + Versions.own()
                + "\"},\"entries\":[");
    }

    /** Both ends, as both of their sidecars may tell of it. */
    private record Key(TapEvent.StreamId id, TapEvent.Direction direction, String source, String destination) {
        static Key of(TapEvent event) {
            return new Key(
                    event.id(),
                    event.direction(),
                    event.source().text(),
                    event.destination().text());
        }
    }

    /** A request that did not end yet. */
    private static final class Begun {
        private final Instant at;
        private final TapEvent.Part.Request request;
        private TapEvent.Part.Response response = HarEntry.NO_RESPONSE;

        Begun(Instant at, TapEvent.Part.Request request) {
            this.at = at;
            this.request = request;
        }
    }

    synchronized void take(TapEvent event) {
        Key key = Key.of(event);
        switch (event.part()) {
            case TapEvent.Part.Request request -> begin(key, request);
            case TapEvent.Part.Response response -> {
                Begun begun = open.get(key);
                if (begun != null) {
                    begun.response = response;
                }
            }
            case TapEvent.Part.Ended end -> {
                Begun begun = open.remove(key);
                if (begun != null && !closed) {
                    print(HarEntry.of(event, begun.at, begun.request, begun.response, end));
                }
            }
        }
    }

    /** Ends the document. Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            lines.accept("]}}");
        }
    }

    private void begin(Key key, TapEvent.Part.Request request) {
        if (open.size() >= MOST_OPEN) {
            open.remove(open.keySet().iterator().next());
        }
        open.put(key, new Begun(clock.instant(), request));
    }

    private void print(HarEntry entry) {
        lines.accept((first ? "" : ",") + Json.line(entry));
        first = false;
    }
}
