package io.weft.proxy.inbound;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.weft.core.Latest;
import io.weft.core.policy.Peer;
import io.weft.proxy.errors.RefusalLog;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.inbound.policy.Authorizer;
import io.weft.proxy.inbound.policy.Rulings;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.inbound.policy.Verdict;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.transport.Breaking;

/**
 * What a connection becomes that leaves HTTP: the request it left with is judged again whenever the policy changes, and the
 * connection ends with its right, as one of bytes does.
 *
 * <p>Threading: the channel's event loop.
 *
 * @see InboundTcp
 */
final class InboundTunnels {
    private final Channel channel;
    private final InboundConnection connection;
    private final Latest<ServerPolicy> policy;
    private final InboundMeters meters;
    private final RefusalLog refusals;

    InboundTunnels(
            Channel channel,
            InboundConnection connection,
            Latest<ServerPolicy> policy,
            InboundMeters meters,
            RefusalLog refusals) {
        this.channel = channel;
        this.connection = connection;
        this.policy = policy;
        this.meters = meters;
        this.refusals = refusals;
    }

    /** What goes through a tunnel nobody looks at, so one to anywhere is admitted only where bytes are. */
    static Verdict judge(Rulings rulings, Peer peer, RequestHead head) {
        Verdict asRequest = rulings.request(head);
        if (!head.connects() || !(asRequest instanceof Verdict.Permit)) {
            return asRequest;
        }
        Verdict asBytes = Authorizer.connection(rulings.policy(), peer);
        return asBytes instanceof Verdict.Permit ? asRequest : asBytes;
    }

    /** To be run when {@code head}, as it came, has been granted its tunnel. */
    Runnable granted(RequestHead head) {
        Http2Headers asked = new DefaultHttp2Headers(false).setAll(head.headers()); // filters may change the others
        RequestHead kept =
                new RequestHead(asked, head.version(), head.absoluteForm(), head.switching(), head.characters());
        return () -> watch(kept);
    }

    private void watch(RequestHead head) {
        Latest.Subscription watching = policy.subscribe(channel.eventLoop(), current -> judge(current, head));
        channel.closeFuture().addListener(closed -> watching.cancel());
    }

    private void judge(ServerPolicy current, RequestHead head) {
        Peer peer = connection.peer();
        if (!channel.isActive() || judge(new Rulings(current, peer), peer, head) instanceof Verdict.Permit) {
            return;
        }
        meters.connection(Meter.INBOUND_TCP_AUTHZ_TERMINATE_TOTAL, current, Labels.EMPTY);
        refusals.info(
                RefusalLog.Reason.UNAUTHORIZED,
                () -> "terminated the tunnel of %s %s from %s to %s: no authorization of %s %s"
                        .formatted(
                                head.method(),
                                head.path(),
                                connection.client(),
                                connection.target(),
                                current.server().kind(),
                                current.server().name()));
        Breaking.now(channel);
    }
}
