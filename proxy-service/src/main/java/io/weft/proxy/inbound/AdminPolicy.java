package io.weft.proxy.inbound;

import io.weft.core.Latest;
import io.weft.core.Ticker;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.errors.Refusal;
import io.weft.proxy.errors.RefusalLog;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.inbound.policy.Authorizer;
import io.weft.proxy.inbound.policy.Rulings;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.inbound.policy.Verdict;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.tls.TlsStatus;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * The policy of the admin port: who may ask the sidecar about itself.
 *
 * <p>Threading: the admin server's event loop.
 *
 * @see "proxy-behaviour, 9: the inbound policy of the admin port"
 */
public final class AdminPolicy {
    private final Latest<ServerPolicy> policy;
    private final MetricRegistry registry;
    private final RefusalLog refusals;

    /** @param policy of that port, always the newest */
    public AdminPolicy(Latest<ServerPolicy> policy, MetricRegistry registry, Ticker ticker) {
        this.policy = policy;
        this.registry = registry;
        this.refusals = new RefusalLog(LoggerFactory.getLogger(AdminPolicy.class), ticker);
    }

    /** Why a request is refused; empty if it may go on. Either is counted, as on every port. */
    public Optional<Refusal> refusal(
            InetSocketAddress client, InetSocketAddress target, TlsStatus tls, RequestHead head) {
        InboundConnection connection = new InboundConnection(client, target, tls);
        ServerPolicy current = policy.get();
        return switch (judge(current, connection, head)) {
            case Verdict.Permit permit -> {
                Audit.log(refusals, permit, connection, () -> head.method() + " " + head.path());
                new InboundMeters(registry, connection).allowed(current, permit).increment();
                yield Optional.empty();
            }
            case Verdict.Denial denial -> {
                new InboundMeters(registry, connection).denied(current, denial);
                yield refused(
                        connection,
                        head,
                        ProxyFault.DENIED,
                        "unauthorized request on route " + denial.route().name());
            }
            case Verdict.NoRoute none -> {
                new InboundMeters(registry, connection).noRoute(current);
                yield refused(connection, head, ProxyFault.NO_ROUTE, ProxyFault.NO_ROUTE.text());
            }
            case Verdict.Invalid invalid -> {
                new InboundMeters(registry, connection).error(current, "unexpected");
                yield refused(connection, head, ProxyFault.UNEXPECTED, "the policy of this port cannot be followed");
            }
        };
    }

    private static Verdict judge(ServerPolicy current, InboundConnection connection, RequestHead head) {
        return switch (current.protocol()) {
            case ServerProtocol.Opaque _ -> Authorizer.connection(current, connection.peer());
            case ServerProtocol.Tls _ -> Authorizer.connection(current, connection.peer());
            case ServerProtocol.Detect _, ServerProtocol.Http1 _, ServerProtocol.Http2 _, ServerProtocol.Grpc _ ->
                new Rulings(current, connection.peer()).request(head);
        };
    }

    private Optional<Refusal> refused(InboundConnection connection, RequestHead head, ProxyFault fault, String why) {
        refusals.info(
                RefusalLog.Reason.UNAUTHORIZED,
                () -> "denied %s %s on the admin port from %s: %s"
                        .formatted(head.method(), head.path(), connection.client(), why));
        return Optional.of(new Refusal(fault, why, connection.meshed()));
    }
}
