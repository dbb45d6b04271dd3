package io.weft.proxy.outbound;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.weft.proxy.errors.RefusalLog;
import io.weft.proxy.errors.RefusalLog.Reason;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.Distribution.Share;
import io.weft.proxy.outbound.endpoint.TcpBalancer;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.telemetry.TargetLabels;
import io.weft.proxy.transport.ByteRelay;
import io.weft.proxy.transport.Hold;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections whose bytes nobody reads: each goes to one backend of its route, or is closed. */
final class OutboundTcp {
    private static final Logger log = LoggerFactory.getLogger(OutboundTcp.class);

    private final MetricRegistry registry;
    private final RefusalLog refusals;

    OutboundTcp(MetricRegistry registry, RefusalLog refusals) {
        this.registry = registry;
        this.refusals = refusals;
    }

    /** {@code again}: what to do if the policy stops sending there while the connection still waits. */
    void carry(
            Channel channel,
            Destination destination,
            ClientPolicy.Route route,
            RouteConnections.Kind kind,
            Runnable again) {
        RouteConnections counted = RouteConnections.opened(registry, kind, channel, destination, route);
        Optional<Backend> backend = Shares.pick(
                        route.backends(),
                        one -> isRefusal(one)
                                || destination.tcp(kind.balanced(), one).available(),
                        ThreadLocalRandom.current())
                .map(Share::backend);
        if (backend.isEmpty()) {
            counted.failed();
            refuse(channel, destination, "loadshed", "no backend takes anything");
        } else if (isRefusal(backend.get())) {
            counted.refused(route, backend.get());
            refuse(channel, destination, "unexpected", "its route refuses");
        } else {
            Hold.begin(channel);
            Future<Channel> dialling =
                    destination.tcp(kind.balanced(), backend.get()).dial();
            channel.closeFuture().addListener(closed -> dialling.cancel(false));
            dialling.addListener((Future<Channel> dialled) -> {
                if (dialled.isSuccess()) {
                    ByteRelay.join(channel, dialled.getNow());
                } else if (dialled.isCancelled()) {
                    log.trace("{} left before it was connected", channel);
                } else if (dialled.cause() instanceof TcpBalancer.RetiredException) {
                    again.run();
                } else {
                    counted.failed();
                    failed(channel, destination, dialled.cause());
                }
            });
        }
    }

    private static boolean isRefusal(Backend backend) {
        return switch (backend) {
            case Backend.Forbidden _, Backend.Nowhere _, Backend.Invalid _ -> true;
            case Backend.Balance _, Backend.Forward _, Backend.External _ -> false;
        };
    }

    private void failed(Channel channel, Destination destination, Throwable cause) {
        String error = switch (cause) {
            case TcpBalancer.FailFastException late -> "failfast";
            case TcpBalancer.QueueFullException full -> "loadshed";
            default -> "i/o";
        };
        refuse(channel, destination, error, cause.toString());
    }

    /** Closes a connection that cannot go on. */
    void refuse(Channel channel, Destination destination, String error, String why) {
        refusals.info(Reason.UNREACHABLE, () -> "closing a connection to " + destination.target() + ": " + why);
        registry.counter(
                        Meter.OUTBOUND_TCP_ERRORS_TOTAL,
                        TargetLabels.of(destination.target()).and("error", error))
                .increment();
        channel.close();
    }
}
