package io.weft.proxy.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Latest;
import io.weft.core.ResourceRef;
import io.weft.core.Ticker;
import io.weft.core.WorkloadIdentity;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ClientNetwork;
import io.weft.core.policy.IdentityMatch;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.errors.Refusal;
import io.weft.proxy.inbound.policy.InboundRoute;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.route.Requests;
import io.weft.proxy.telemetry.Exposition;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.tls.TlsStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdminPolicyTest {
    private static final InetSocketAddress CLIENT = at("10.42.0.7", 40_000);
    private static final InetSocketAddress ADMIN = at("10.42.0.1", 4191);
    private static final TlsStatus PLAINTEXT = new TlsStatus.None(TlsStatus.Reason.NO_TLS_FROM_REMOTE);
    private static final WorkloadIdentity VIZ = WorkloadIdentity.parse(
                    "viz.linkerd-viz.serviceaccount.identity.linkerd.cluster.local")
            .orElseThrow();

    private static final Labels WHERE = Labels.of(
                    "target_addr", "10.42.0.1:4191", "target_ip", "10.42.0.1", "target_port", "4191")
            .and(Labels.of("srv_group", "", "srv_kind", "default", "srv_name", "test"))
            .and("srv_port", "4191");
    private static final Labels ROUTE = Labels.of("route_group", "", "route_kind", "default", "route_name", "default");
    private static final Labels HOW = Labels.of("tls", "no_identity", "no_tls_reason", "no_tls_from_remote");

    private final MetricRegistry registry = new MetricRegistry(Ticker.system(), Duration.ofMinutes(10));
    private final Latest<ServerPolicy> latest = new Latest<>(policy(new ServerProtocol.Http1(), List.of()));
    private final AdminPolicy policy = new AdminPolicy(latest, registry, Ticker.system());

    @Test
    void whoNoAuthorizationAdmitsIsRefusedAndCounted() {
        assertThat(ask(CLIENT, PLAINTEXT))
                .contains(new Refusal(ProxyFault.DENIED, "unauthorized request on route default", false));
        assertThat(count(Meter.INBOUND_HTTP_AUTHZ_DENY_TOTAL, WHERE.and(ROUTE).and(HOW)))
                .isOne();
    }

    @Test
    void whoIsOnThisMachineIsNot() {
        assertThat(ask(at("127.0.0.1", 40_000), PLAINTEXT)).isEmpty();
    }

    /** metrics, 3. */
    @Test
    void whoIsAdmittedIsCountedByWhatAdmitsHim() {
        latest.set(policy(new ServerProtocol.Http1(), List.of(everyone())));
        ask(CLIENT, PLAINTEXT);
        ask(CLIENT, PLAINTEXT);

        Labels authz = Labels.of("authz_group", "", "authz_kind", "default", "authz_name", "everyone");
        assertThat(count(
                        Meter.INBOUND_HTTP_AUTHZ_ALLOW_TOTAL,
                        WHERE.and(ROUTE).and(authz).and(HOW)))
                .isEqualTo(2);
    }

    @Test
    void aPolicyThatCannotBeFollowedIsAnErrorOfOursAndCounted() {
        latest.set(new ServerPolicy(
                ResourceRef.ofDefault("invalid"),
                new ServerProtocol.Detect(Duration.ofSeconds(10)),
                List.of(),
                List.of()));

        assertThat(ask(CLIENT, PLAINTEXT)).map(Refusal::fault).contains(ProxyFault.UNEXPECTED);
        assertThat(new Exposition(registry).text())
                .containsPattern(
                        "inbound_http_errors_total\\{error=\"unexpected\",[^}]*target_port=\"4191\",[^}]*} 1\n");
    }

    @Test
    void theClientIsWhoItsCertificateProves() {
        latest.set(policy(
                new ServerProtocol.Http1(),
                List.of(new Authorization(
                        ResourceRef.ofDefault("viz"),
                        ClientNetwork.everywhere(),
                        new Authentication.MeshIdentity(List.of(new IdentityMatch.Exact(VIZ)))))));

        assertThat(ask(CLIENT, new TlsStatus.Established(Optional.of(VIZ), false)))
                .isEmpty();
        assertThat(ask(CLIENT, PLAINTEXT)).isPresent();
    }

    /** wire-behaviour, 10: only peers of the mesh are told more than the status. */
    @Test
    void whoHasAnIdentityMayKnowWhyAndWhereNoRouteIsThereIsNothing() {
        latest.set(policy(new ServerProtocol.Http1(), List.of(everyone()), List.of()));

        assertThat(ask(CLIENT, new TlsStatus.Established(Optional.of(VIZ), false)))
                .contains(new Refusal(ProxyFault.NO_ROUTE, "no route found for request", true));
        assertThat(ask(CLIENT, PLAINTEXT))
                .contains(new Refusal(ProxyFault.NO_ROUTE, "no route found for request", false));
    }

    @Test
    void aPortOfBytesIsJudgedAsAConnection() {
        latest.set(policy(new ServerProtocol.Opaque(), List.of(everyone())));

        assertThat(ask(CLIENT, PLAINTEXT)).isEmpty();
    }

    @Test
    void aPolicyThatChangesHoldsFromTheNextRequestOn() {
        latest.set(policy(new ServerProtocol.Http1(), List.of(everyone())));
        assertThat(ask(CLIENT, PLAINTEXT)).isEmpty();

        latest.set(policy(new ServerProtocol.Http1(), List.of()));
        assertThat(ask(CLIENT, PLAINTEXT)).isPresent();
    }

    private long count(Meter meter, Labels labels) {
        return registry.counter(meter, labels).value();
    }

    private Optional<Refusal> ask(InetSocketAddress client, TlsStatus tls) {
        return policy.refusal(client, ADMIN, tls, Requests.head("GET", "web", "/metrics"));
    }

    private static Authorization everyone() {
        return new Authorization(
                ResourceRef.ofDefault("everyone"), ClientNetwork.everywhere(), new Authentication.Unauthenticated());
    }

    private static ServerPolicy policy(ServerProtocol protocol, List<Authorization> authorizations) {
        boolean requests = protocol instanceof ServerProtocol.Http1;
        return policy(protocol, authorizations, requests ? List.of(InboundRoute.ofDefault()) : List.of());
    }

    private static ServerPolicy policy(
            ServerProtocol protocol, List<Authorization> authorizations, List<InboundRoute> routes) {
        return new ServerPolicy(ResourceRef.ofDefault("test"), protocol, authorizations, routes);
    }

    private static InetSocketAddress at(String ip, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
    }
}
