package io.weft.proxy.config;

import io.weft.core.Network;
import io.weft.core.WorkloadIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Everything the proxy was told by its environment.
 *
 * @param warnings what the operator should know though it stops nothing; log each once
 * @see "proxy-env"
 */
public record ProxyConfig(
        Outbound outbound,
        Inbound inbound,
        Http2Client http2Client,
        ControlStreams controlStreams,
        Destination destination,
        Policy policy,
        Identity identity,
        Admin admin,
        Optional<Tracing> tracing,
        Optional<Tap> tap,
        Telemetry telemetry,
        Shutdown shutdown,
        Cores cores,
        Log log,
        List<String> warnings) {
    public ProxyConfig {
        warnings = List.copyOf(warnings);
    }

    /**
     * Traffic leaving the workload.
     *
     * @param listen one or two addresses
     * @param tcpQueue for opaque connections
     * @param maxInFlight requests at once
     * @param discoveryIdle how long an unused discovery result is kept
     * @param informationalHeaders whether answers of our own explain themselves
     * @param tlsRoots PEM file of whom hosts outside are verified by; empty: the system's
     */
    public record Outbound(
            List<InetSocketAddress> listen,
            Duration detectTimeout,
            Accept accept,
            Connect connect,
            Http2Server http2,
            Queue httpQueue,
            Queue tcpQueue,
            int maxInFlight,
            Pool pool,
            Duration discoveryIdle,
            boolean informationalHeaders,
            boolean ingress,
            Optional<Path> tlsRoots) {}

    /**
     * Traffic towards the workload.
     *
     * @param maxInFlight requests at once
     * @param ips the workload's own addresses; empty: any original destination is accepted
     * @param discoveryIdle how long the policy of an unlisted, unused port is kept
     */
    public record Inbound(
            InetSocketAddress listen,
            Duration detectTimeout,
            Accept accept,
            Connect connect,
            Http2Server http2,
            Queue queue,
            int maxInFlight,
            Pool pool,
            Set<InetAddress> ips,
            Duration discoveryIdle) {}

    /**
     * Sockets of clients.
     *
     * @param keepalive empty: off
     * @param userTimeout how long sent data may stay unacknowledged; empty: the system decides
     * @param backlog connections that may wait to be accepted; empty: the system decides
     */
    public record Accept(Optional<Duration> keepalive, Optional<Duration> userTimeout, OptionalInt backlog) {}

    /**
     * Sockets of our own making.
     *
     * @param timeout includes the TLS handshake
     * @param keepalive empty: off
     * @param userTimeout how long sent data may stay unacknowledged; empty: the system decides
     */
    public record Connect(
            Duration timeout, Backoff backoff, Optional<Duration> keepalive, Optional<Duration> userTimeout) {}

    /**
     * Requests waiting for a ready endpoint.
     *
     * @param failFast how long none may be ready before waiting is given up
     */
    public record Queue(int capacity, Duration failFast) {}

    /** Idle HTTP/1 connections, per endpoint. */
    public record Pool(int maxIdle, Duration idleTimeout) {}

    /** Windows in bytes, towards servers. */
    public record Http2Client(int streamWindow, int connectionWindow) {}

    /**
     * Towards clients; windows and sizes in bytes.
     *
     * @param keepAlive empty: no pings
     */
    public record Http2Server(
            int streamWindow,
            int connectionWindow,
            Optional<KeepAlive> keepAlive,
            OptionalInt maxConcurrentStreams,
            OptionalInt maxFrameSize,
            OptionalInt maxHeaderListSize) {}

    /** Pings, and how long to wait for their answer. */
    public record KeepAlive(Duration interval, Duration timeout) {}

    /** Limits of streams to a control plane that is not on loopback. Empty: none. */
    public record ControlStreams(Optional<Duration> initial, Optional<Duration> idle, Optional<Duration> lifetime) {
        /** For a control plane on loopback. */
        public static final ControlStreams UNLIMITED =
                new ControlStreams(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The Destination API.
     *
     * @param context token to send as it is
     * @param profileNetworks original destinations it is asked about
     * @param profileSuffixes names it is asked about, in lower case without trailing dot; {@code .} for all
     */
    public record Destination(
            ControlPlane service, String context, List<Network> profileNetworks, List<String> profileSuffixes) {}

    /**
     * The policy APIs.
     *
     * @param workload token to send as it is
     * @param defaultPolicy until the control plane has answered for a port
     * @param ports watched as long as the proxy lives
     * @param opaquePorts read as bytes until the control plane has answered
     */
    public record Policy(
            ControlPlane service,
            String workload,
            List<Network> clusterNetworks,
            DefaultPolicy defaultPolicy,
            PortSet ports,
            PortSet opaquePorts) {}

    /**
     * Who this workload is, and how it proves it.
     *
     * @param directory of key and signing request
     * @param anchors never empty
     * @param tokenFile read anew whenever the token is needed
     * @param localName also the server name clients write in SNI
     */
    public record Identity(
            Path directory,
            List<X509Certificate> anchors,
            Path tokenFile,
            WorkloadIdentity localName,
            ControlPlane service,
            Duration minRefresh,
            Duration maxRefresh) {}

    /**
     * The server that shows the traffic; without it nobody can look.
     *
     * @param client the one identity that may
     */
    public record Tap(InetSocketAddress listen, WorkloadIdentity client) {}

    /** The server beside the data path. */
    public record Admin(InetSocketAddress listen) {}

    /**
     * Metrics.
     *
     * @param retainIdle how long a series nobody touches is kept
     */
    public record Telemetry(Duration retainIdle) {}

    /**
     * Traces, where they are wanted.
     *
     * @param hostName empty: what the system says
     * @param labels file with a {@code name="value"} a line
     * @param extraAttributes lines of {@code name=value}
     * @param resourceAttributes of the same form; they win
     * @param rootRatio of requests that belong to no trace, how many begin one; from 0 to 1
     */
    public record Tracing(
            ControlPlane collector,
            Optional<String> hostName,
            Optional<String> serviceName,
            Optional<Path> labels,
            String extraAttributes,
            String resourceAttributes,
            double rootRatio) {}

    /** How the proxy ends. */
    public record Shutdown(boolean endpointEnabled, Duration gracePeriod) {}

    /** Limits of worker threads. */
    public record Cores(int min, OptionalInt max, double maxRatio) {
        /**
         * Threads to run.
         *
         * @param available processors, at least 1
         */
        public int workers(int available) {
            int shared = maxRatio > 0 ? (int) Math.round(available * maxRatio) : 1;
            return Math.max(1, Math.min(available, Math.max(min, max.orElse(shared))));
        }
    }

    /**
     * What is logged, and how.
     *
     * @param access empty: requests are not logged
     */
    public record Log(String filter, LogFormat format, Optional<AccessLogFormat> access) {}

    /** How a line of the access log is written. */
    public enum AccessLogFormat {
        APACHE,
        JSON;

        static final Map<String, AccessLogFormat> WORDS = Map.of("apache", APACHE, "json", JSON);
    }

    /** How a log line is written. */
    public enum LogFormat {
        PLAIN,
        JSON;

        static final Map<String, LogFormat> WORDS = Map.of("plain", PLAIN, "json", JSON);
    }
}
