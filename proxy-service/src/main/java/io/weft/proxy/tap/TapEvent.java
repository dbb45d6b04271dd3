package io.weft.proxy.tap;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What an observer is told of one stream: that it began, that its answer began, that it ended. */
public sealed interface TapEvent {
    /** Names the stream among those of one watch. */
    StreamId id();

    Parties parties();

    /** What it takes in memory, about, of what strangers wrote: characters, and {@link Header#OWN} for each header. */
    int weight();

    /**
     * A stream of a watch.
     *
     * @param base of the watch
     * @param stream counted from 0
     */
    record StreamId(int base, long stream) {}

    /** A header, its value as it was on the wire: each character one byte. */
    record Header(String name, String value) {
        private static final int OWN = 64;

        private static int weight(Optional<List<Header>> headers) {
            int weight = 0;
            for (Header header : headers.orElse(List.of())) {
                weight += OWN + header.name.length() + header.value.length();
            }
            return weight;
        }
    }

    /** {@code headers} is empty unless they were asked for. */
    record RequestInit(
            StreamId id,
            Parties parties,
            String method,
            String scheme,
            String authority,
            String path,
            Optional<List<Header>> headers)
            implements TapEvent {
        @Override
        public int weight() {
            return method.length() + scheme.length() + authority.length() + path.length() + Header.weight(headers);
        }
    }

    /** {@code sinceRequestNanos}: of the monotonic clock, zero or more. */
    record ResponseInit(
            StreamId id, Parties parties, long sinceRequestNanos, int status, Optional<List<Header>> headers)
            implements TapEvent {
        @Override
        public int weight() {
            return Header.weight(headers);
        }
    }

    /**
     * The end.
     *
     * @param sinceResponseNanos empty if there was no response
     * @param grpcStatus empty unless it is gRPC that ended with one
     * @param resetCode of HTTP/2; empty unless the stream was broken off
     */
    record ResponseEnd(
            StreamId id,
            Parties parties,
            long sinceRequestNanos,
            OptionalLong sinceResponseNanos,
            long responseBytes,
            OptionalInt grpcStatus,
            OptionalLong resetCode,
            Optional<List<Header>> trailers)
            implements TapEvent {
        @Override
        public int weight() {
            return Header.weight(trailers);
        }
    }
}
