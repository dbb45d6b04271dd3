package io.weft.cli.viz;

import org.jspecify.annotations.Nullable;

/**
 * Who talks to whom, as viz-service tells it.
 *
 * @param clientId what the client's certificate proves; empty if it has none
 * @param serverId what the client saw the server prove; empty if nothing
 * @param noIdentityMsg why the edge is not secured; empty if it is
 * @param requests that ended in the window
 * @param successRate from 0 to 1; null without requests
 * @param latencyMsP50 whole milliseconds, as the other two
 */
public record Edge(
        End src,
        End dst,
        String clientId,
        String serverId,
        String noIdentityMsg,
        boolean secured,
        long requests,
        @Nullable Double successRate,
        long latencyMsP50,
        long latencyMsP95,
        long latencyMsP99,
        @Nullable Tcp tcpStats) {

    /**
     * A client or a server.
     *
     * @param namespace empty for clients that prove nothing
     */
    public record End(String namespace, String type, String name) {
        /** {@code NAMESPACE/NAME}. */
        public String label() {
            return namespace.isEmpty() ? name : namespace + "/" + name;
        }
    }

    /** Connections and bytes: all there is to see of a stream as long as it stays open. */
    public record Tcp(long openConnections, long readBytesTotal, long writeBytesTotal) {}

    /** Whether it is the one edge of a server's clients without identity. */
    public boolean isUnmeshed() {
        return src.namespace().isEmpty();
    }

    /** Whether a connection is open or bytes came or went in the window, even if no request ended. */
    public boolean isAlive() {
        return requests > 0
                || (tcpStats != null
                        && tcpStats.openConnections() + tcpStats.readBytesTotal() + tcpStats.writeBytesTotal() > 0);
    }
}
