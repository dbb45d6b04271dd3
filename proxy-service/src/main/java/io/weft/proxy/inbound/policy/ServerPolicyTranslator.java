package io.weft.proxy.inbound.policy;

import io.weft.api.inbound.ProxyProtocol;
import io.weft.api.inbound.ProxyProtocol.Detect;
import io.weft.api.inbound.Server;
import io.weft.core.ResourceRef;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.DurationTranslator;
import io.weft.proxy.route.InvalidPolicyException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Inbound policies on the wire and ours. Pure but for warnings. A policy with a mistake anywhere becomes one that admits
 * nobody: part of a policy is not what its author meant.
 *
 * @see "wire-api, 10: Server"
 */
final class ServerPolicyTranslator {
    private static final Duration DETECT_TIMEOUT = Duration.ofSeconds(10);
    /** In force where a policy cannot be followed. {@link Authorizer} knows it. */
    static final ServerPolicy INVALID = new ServerPolicy(
            ResourceRef.ofDefault("invalid"), new ServerProtocol.Detect(DETECT_TIMEOUT), List.of(), List.of());

    private final Consumer<String> warnings;

    /** @param warnings takes what an operator should know */
    ServerPolicyTranslator(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /**
     * Never fails.
     *
     * @param port for warnings
     */
    ServerPolicy translate(int port, Server message) {
        try {
            ResourceRef server = ReferenceTranslator.read(message.getLabelsMap(), "server");
            List<Authorization> authorizations = AuthorizationTranslator.translate(message.getAuthorizationsList());
            ProxyProtocol protocol = message.getProtocol();
            return new ServerPolicy(
                    server,
                    protocol(protocol),
                    authorizations,
                    routes(protocol),
                    RateLimitTranslator.translate(protocol));
        } catch (InvalidPolicyException invalid) {
            warnings.accept("the policy of port " + port + " is invalid and admits nobody: " + invalid.getMessage());
            return INVALID;
        }
    }

    private static ServerProtocol protocol(ProxyProtocol message) {
        return switch (message.getKindCase()) {
            case DETECT -> new ServerProtocol.Detect(timeout(message.getDetect()));
            case HTTP1 -> new ServerProtocol.Http1();
            case HTTP2 -> new ServerProtocol.Http2();
            case GRPC -> new ServerProtocol.Grpc();
            case OPAQUE -> new ServerProtocol.Opaque();
            case TLS -> new ServerProtocol.Tls();
            case KIND_NOT_SET -> throw new InvalidPolicyException("no protocol");
        };
    }

    private static Duration timeout(Detect message) {
        if (!message.hasTimeout()) {
            return DETECT_TIMEOUT;
        }
        try {
            return DurationTranslator.read(message.getTimeout());
        } catch (IllegalArgumentException wrong) {
            throw new InvalidPolicyException(String.valueOf(wrong.getMessage()));
        }
    }

    private static List<InboundRoute> routes(ProxyProtocol message) {
        return switch (message.getKindCase()) {
            case DETECT -> RouteTranslator.http(message.getDetect().getHttpRoutesList());
            case HTTP1 -> RouteTranslator.http(message.getHttp1().getRoutesList());
            case HTTP2 -> RouteTranslator.http(message.getHttp2().getRoutesList());
            case GRPC -> RouteTranslator.grpc(message.getGrpc().getRoutesList());
            case OPAQUE, TLS -> List.of(InboundRoute.ofDefault()); // a proxy may say that HTTP follows all the same
            case KIND_NOT_SET -> List.of();
        };
    }
}
