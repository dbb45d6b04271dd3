package io.weft.proxy.inbound;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.weft.core.Latest;
import io.weft.proxy.errors.RefusalLog;
import io.weft.proxy.errors.RootCause;
import io.weft.proxy.inbound.policy.Authorizer;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.inbound.policy.Verdict;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.transport.Breaking;
import io.weft.proxy.transport.ByteRelay;
import io.weft.proxy.transport.Hold;

/**
 * One inbound connection that is forwarded as bytes: judged before the first of them, and again whenever the policy changes.
 *
 * <p>Threading: the channel's event loop.
 */
final class InboundTcp {
    private final Channel channel;
    private final InboundConnection connection;
    private final Latest<ServerPolicy> policy;
    private final InboundMeters meters;
    private final RefusalLog refusals;
    private boolean admitted;

    InboundTcp(
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

    /** Holds the client until the application's port is open, then joins them. */
    void forward(LocalApp app) {
        Hold.begin(channel);
        if (!permitted(policy.get())) {
            return;
        }
        admitted = true;
        Latest.Subscription watching = policy.subscribe(channel.eventLoop(), this::permitted);
        channel.closeFuture().addListener(closed -> watching.cancel());
        app.dial().addListener((Future<Channel> dialled) -> {
            if (dialled.isSuccess()) {
                ByteRelay.join(channel, dialled.getNow());
            } else {
                refusals.info(
                        RefusalLog.Reason.UNREACHABLE,
                        () -> "closing a connection to " + connection.target() + ": " + RootCause.of(dialled.cause()));
                meters.unreachable();
                channel.close();
            }
        });
    }

    private boolean permitted(ServerPolicy current) {
        if (Authorizer.connection(current, connection.peer()) instanceof Verdict.Permit permit) {
            if (!admitted) {
                Audit.log(refusals, permit, connection, () -> "a connection");
                Labels authz = InboundConnection.named("authz", permit.authorization());
                meters.connection(Meter.INBOUND_TCP_AUTHZ_ALLOW_TOTAL, current, authz);
            }
            return true;
        }
        Meter counted = admitted ? Meter.INBOUND_TCP_AUTHZ_TERMINATE_TOTAL : Meter.INBOUND_TCP_AUTHZ_DENY_TOTAL;
        meters.connection(counted, current, Labels.EMPTY);
        refusals.info(
                RefusalLog.Reason.UNAUTHORIZED,
                () -> "%s connection from %s to %s: no authorization of %s %s"
                        .formatted(
                                admitted ? "terminated" : "refused",
                                connection.client(),
                                connection.target(),
                                current.server().kind(),
                                current.server().name()));
        Breaking.now(channel);
        return false;
    }
}
