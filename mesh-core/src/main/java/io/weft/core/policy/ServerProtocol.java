package io.weft.core.policy;

import java.time.Duration;

/** How the traffic of a port is to be read. */
public sealed interface ServerProtocol {
    /**
     * Look at the first bytes.
     *
     * @param timeout how long to wait for them, positive; a silent client is opaque after that
     */
    record Detect(Duration timeout) implements ServerProtocol {}

    /** HTTP/1; a meshed client may still send HTTP/2, by the upgrade between proxies. */
    record Http1() implements ServerProtocol {}

    /** HTTP/2. */
    record Http2() implements ServerProtocol {}

    /** HTTP/2 carrying gRPC. */
    record Grpc() implements ServerProtocol {}

    /** Bytes; not even TLS is looked for. */
    record Opaque() implements ServerProtocol {}

    /** TLS the application terminates. */
    record Tls() implements ServerProtocol {}
}
