package io.weft.proxy.inbound.policy;

import io.weft.core.Network;
import io.weft.core.ResourceRef;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ClientNetwork;
import io.weft.core.policy.Peer;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.route.HttpFilter;
import java.util.List;
import java.util.stream.Stream;

/**
 * Judges clients by a port's policy. Pure: policy and peer in, verdict out. Requests: {@link Rulings}.
 *
 * @see "proxy-behaviour, 7: inbound policy enforcement"
 */
public final class Authorizer {
    private static final ResourceRef DEFAULT_ROUTE = ResourceRef.ofDefault("default");
    /** Every server admits its own workload. */
    private static final Authorization LOCALHOST = new Authorization(
            ResourceRef.ofDefault("localhost"),
            List.of(
                    ClientNetwork.of(Network.parse("127.0.0.1/32").orElseThrow()),
                    ClientNetwork.of(Network.parse("::1/128").orElseThrow())),
            new Authentication.Unauthenticated());

    private Authorizer() {}

    /** Judges one connection that is not HTTP. */
    public static Verdict connection(ServerPolicy policy, Peer peer) {
        if (policy.equals(ServerPolicyTranslator.INVALID)) {
            return new Verdict.Invalid();
        }
        return switch (policy.protocol()) {
            case ServerProtocol.Http1() -> new Verdict.Denial(DEFAULT_ROUTE);
            case ServerProtocol.Http2() -> new Verdict.Denial(DEFAULT_ROUTE);
            case ServerProtocol.Grpc() -> new Verdict.Denial(DEFAULT_ROUTE);
            case ServerProtocol.Detect(var timeout) -> judge(DEFAULT_ROUTE, List.of(), server(policy), peer);
            case ServerProtocol.Opaque() -> judge(DEFAULT_ROUTE, List.of(), server(policy), peer);
            case ServerProtocol.Tls() -> judge(DEFAULT_ROUTE, List.of(), server(policy), peer);
        };
    }

    /** Judges a request that this route took. */
    static Verdict request(ServerPolicy policy, InboundRoute route, Peer peer) {
        return judge(
                route.ref(), route.filters(), Stream.concat(route.authorizations().stream(), server(policy)), peer);
    }

    private static Stream<Authorization> server(ServerPolicy policy) {
        return Stream.concat(policy.authorizations().stream(), Stream.of(LOCALHOST));
    }

    private static Verdict judge(
            ResourceRef route, List<HttpFilter> filters, Stream<Authorization> authorizations, Peer peer) {
        return authorizations
                .filter(authorization -> authorization.admits(peer))
                .findFirst()
                .<Verdict>map(authorization -> new Verdict.Permit(route, authorization.ref(), filters))
                .orElseGet(() -> new Verdict.Denial(route));
    }
}
