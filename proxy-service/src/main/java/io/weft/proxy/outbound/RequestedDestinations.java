package io.weft.proxy.outbound;

import io.netty.util.AsciiString;
import io.weft.core.Authority;
import io.weft.core.ExternalHost;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.http.RequestHandler;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.http.RequestListener;
import io.weft.proxy.http.ServerStream;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The requests of one connection of an ingress, which balances by itself: each may name the Service it is for, and then goes
 * there; others go where their connection does.
 *
 * <p>Threading: the connection's event loop.
 *
 * @see "wire-behaviour, 1.10"
 */
final class RequestedDestinations implements RequestHandler {
    static final AsciiString OVERRIDE = AsciiString.cached("l5d-dst-override");
    private static final int HTTP = 80;

    /** Each is watched while its connection lasts. */
    private static final int MOST_NAMES = 1_000;

    private final OutboundHttp connected;
    private final Function<InetSocketAddress, OutboundHttp> finding;
    private final Map<InetSocketAddress, OutboundHttp> named = new HashMap<>();

    /**
     * @param connected whom the connection was for
     * @param finding whom a name, which is not resolved, and a port are for; asked once for each
     */
    RequestedDestinations(OutboundHttp connected, Function<InetSocketAddress, OutboundHttp> finding) {
        this.connected = connected;
        this.finding = finding;
    }

    @Override
    public RequestListener request(ServerStream stream, RequestHead head, boolean end) {
        CharSequence text = head.headers().get(OVERRIDE);
        if (text == null) {
            return connected.request(stream, head, end);
        }
        head.headers().remove(OVERRIDE);
        Optional<InetSocketAddress> name = name(text.toString());
        if (name.isEmpty()) {
            return connected.refuse(stream, head, end, ProxyFault.BAD_REQUEST, OVERRIDE + " is not a valid host:port");
        }
        if (!named.containsKey(name.get()) && named.size() >= MOST_NAMES) {
            return connected.refuse(
                    stream, head, end, ProxyFault.OVERLOADED, "one connection names too many destinations");
        }
        if (head.headers().authority() == null) {
            head.headers().authority(text);
        }
        return named.computeIfAbsent(name.get(), finding).whenResolved(stream, head, end);
    }

    private static Optional<InetSocketAddress> name(String text) {
        return Authority.parse(text.strip(), HTTP)
                .flatMap(said -> ExternalHost.parse(said.host(), false)
                        .map(host -> InetSocketAddress.createUnresolved(host.name(), said.port())));
    }

    @Override
    public boolean refused(ProxyFault fault) {
        return connected.refused(fault);
    }
}
