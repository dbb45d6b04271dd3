package io.weft.cli.tap;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened to a request.
 *
 * @param route labels of the route that took it
 */
record TapEvent(StreamId id, Direction direction, End source, End destination, Map<String, String> route, Part part) {
    /** Which request; of one sidecar, one at a time. */
    record StreamId(long base, long stream) {}

    /** Seen from the workload whose sidecar tells. */
    enum Direction {
        INBOUND("in "),
        OUTBOUND("out"),
        UNKNOWN("???");

        private final String word;

        Direction(String word) {
            this.word = word;
        }

        /** Three characters. */
        String word() {
            return word;
        }
    }

    /** One who sends or receives. {@code ip} is empty if it is not known. */
    record End(String ip, int port, Map<String, String> labels) {
        String text() {
            return (ip.indexOf(':') < 0 ? ip : "[" + ip + "]") + ":" + port;
        }
    }

    /** Its value is text, or bytes in base 64. */
    record Header(String name, Optional<String> text, Optional<String> binary) {
        static Header of(String name, byte[] value) {
            return new Header(
                    name, Optional.empty(), Optional.of(Base64.getEncoder().encodeToString(value)));
        }

        static Header of(String name, String value) {
            return new Header(name, Optional.of(value), Optional.empty());
        }
    }

    /** Beginning, answer or end. */
    sealed interface Part {
        /** It began. */
        record Request(String method, String scheme, String authority, String path, List<Header> headers)
                implements Part {}

        /** Its answer began. */
        record Response(Duration sinceRequest, int status, List<Header> headers) implements Part {}

        /** It ended. */
        record Ended(
                Duration sinceRequest,
                Duration sinceResponse,
                long bytes,
                Optional<Integer> grpcStatus,
                Optional<Long> resetCode,
                List<Header> trailers)
                implements Part {}
    }

    /** What is known of the TLS of the connection it came or went on; empty if nothing is. */
    String tls() {
        End peer = direction == Direction.INBOUND ? source : destination;
        return peer.labels().getOrDefault("tls", "");
    }
}
