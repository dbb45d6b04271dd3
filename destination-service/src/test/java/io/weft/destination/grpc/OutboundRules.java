package io.weft.destination.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import io.weft.api.meta.Metadata;
import io.weft.api.outbound.Backend;
import io.weft.api.outbound.GrpcRoute;
import io.weft.api.outbound.HttpRoute;
import io.weft.api.outbound.OpaqueRoute;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.ProxyProtocol;
import io.weft.api.outbound.TlsRoute;
import io.weft.core.Authority;
import java.util.List;

/**
 * What a proxy checks before it takes a policy; one fault and it takes none of it.
 *
 * @see "wire-behaviour, 1.9"
 */
final class OutboundRules {
    private OutboundRules() {}

    static void check(OutboundPolicy policy) {
        metadata(policy.hasMetadata(), policy.getMetadata());
        ProxyProtocol protocol = policy.getProtocol();
        switch (protocol.getKindCase()) {
            case DETECT -> detect(protocol.getDetect());
            case OPAQUE -> opaque(protocol.getOpaque().getRoutesList());
            case TLS -> tls(protocol.getTls().getRoutesList());
            case HTTP1 -> http(protocol.getHttp1().getRoutesList());
            case HTTP2 -> http(protocol.getHttp2().getRoutesList());
            case GRPC -> grpc(protocol.getGrpc().getRoutesList());
            default -> throw new AssertionError("no protocol that is sent today: " + protocol);
        }
    }

    private static void detect(ProxyProtocol.Detect detect) {
        assertThat(detect.hasTimeout()).isTrue();
        positive(detect.getTimeout());
        assertThat(detect.hasOpaque() && detect.hasHttp1() && detect.hasHttp2()).isTrue();
        opaque(detect.getOpaque().getRoutesList());
        http(detect.getHttp1().getRoutesList());
        http(detect.getHttp2().getRoutesList());
    }

    private static void opaque(List<OpaqueRoute> routes) {
        assertThat(routes).hasSize(1);
        metadata(routes.getFirst().hasMetadata(), routes.getFirst().getMetadata());
        assertThat(routes.getFirst().getRulesList()).hasSize(1);
        OpaqueRoute.Rule rule = routes.getFirst().getRules(0);
        switch (rule.getBackends().getKindCase()) {
            case EMPTY -> {}
            case FIRST_AVAILABLE -> {
                assertThat(rule.getBackends().getFirstAvailable().getBackendsList())
                        .isNotEmpty()
                        .allSatisfy(backend -> backend(backend.hasBackend(), backend.getBackend()));
            }
            case RANDOM_AVAILABLE ->
                assertThat(rule.getBackends().getRandomAvailable().getBackendsList())
                        .isNotEmpty()
                        .allSatisfy(share -> reachable(
                                share.getBackend().hasBackend(),
                                share.getBackend().getBackend(),
                                share.getBackend().getFiltersCount()));
            default -> throw new AssertionError("a distribution is required");
        }
        assertThat(rule.getFiltersList())
                .allSatisfy(filter ->
                        assertThat(filter.getKindCase()).isNotEqualTo(OpaqueRoute.Filter.KindCase.KIND_NOT_SET));
    }

    private static void tls(List<TlsRoute> routes) {
        assertThat(routes).isNotEmpty().allSatisfy(route -> {
            metadata(route.hasMetadata(), route.getMetadata());
            assertThat(route.getRulesList()).hasSize(1);
            assertThat(route.getRules(0).getBackends().getKindCase())
                    .isNotEqualTo(TlsRoute.Distribution.KindCase.KIND_NOT_SET);
        });
    }

    private static void http(List<HttpRoute> routes) {
        assertThat(routes).isNotEmpty();
        for (HttpRoute route : routes) {
            metadata(route.hasMetadata(), route.getMetadata());
            assertThat(route.getRulesList()).isNotEmpty().allSatisfy(rule -> {
                assertThat(!rule.hasRetry() || rule.getRetry().hasConditions()).isTrue();
                http(rule.getBackends());
            });
        }
    }

    private static void grpc(List<GrpcRoute> routes) {
        assertThat(routes).isNotEmpty();
        for (GrpcRoute route : routes) {
            metadata(route.hasMetadata(), route.getMetadata());
            assertThat(route.getRulesList()).isNotEmpty().allSatisfy(rule -> {
                assertThat(!rule.hasRetry() || rule.getRetry().hasConditions()).isTrue();
                grpc(rule.getBackends());
            });
        }
    }

    private static void grpc(GrpcRoute.Distribution backends) {
        switch (backends.getKindCase()) {
            case EMPTY -> {}
            case FIRST_AVAILABLE ->
                assertThat(backends.getFirstAvailable().getBackendsList())
                        .isNotEmpty()
                        .allSatisfy(backend -> backend(backend.hasBackend(), backend.getBackend()));
            case RANDOM_AVAILABLE ->
                assertThat(backends.getRandomAvailable().getBackendsList())
                        .isNotEmpty()
                        .allSatisfy(share -> reachable(
                                share.getBackend().hasBackend(),
                                share.getBackend().getBackend(),
                                share.getBackend().getFiltersCount()));
            default -> throw new AssertionError("a distribution is required");
        }
    }

    private static void http(HttpRoute.Distribution backends) {
        switch (backends.getKindCase()) {
            case EMPTY -> {}
            case FIRST_AVAILABLE ->
                assertThat(backends.getFirstAvailable().getBackendsList())
                        .isNotEmpty()
                        .allSatisfy(backend -> backend(backend.hasBackend(), backend.getBackend()));
            case RANDOM_AVAILABLE ->
                assertThat(backends.getRandomAvailable().getBackendsList())
                        .isNotEmpty()
                        .allSatisfy(share -> reachable(
                                share.getBackend().hasBackend(),
                                share.getBackend().getBackend(),
                                share.getBackend().getFiltersCount()));
            default -> throw new AssertionError("a distribution is required");
        }
    }

    /** A backend that leads nowhere needs a filter that fails what is sent there. */
    private static void reachable(boolean present, Backend backend, int filters) {
        if (backend.getKindCase() == Backend.KindCase.KIND_NOT_SET) {
            metadata(backend.hasMetadata(), backend.getMetadata());
            assertThat(backend.hasQueue()).isTrue();
            assertThat(filters).isPositive();
        } else {
            backend(present, backend);
        }
    }

    private static void backend(boolean present, Backend backend) {
        assertThat(present).isTrue();
        metadata(backend.hasMetadata(), backend.getMetadata());
        assertThat(backend.hasQueue()).isTrue();
        assertThat(backend.getQueue().getCapacity()).isPositive();
        positive(backend.getQueue().getFailfastTimeout());
        switch (backend.getKindCase()) {
            case FORWARD ->
                assertThat(NetTranslator.toAddress(backend.getForward().getAddr()))
                        .isPresent();
            case BALANCER -> {
                assertThat(Authority.parse(
                                backend.getBalancer().getDiscovery().getDst().getPath(), 0))
                        .isPresent();
                load(backend.getBalancer());
            }
            case KIND_NOT_SET -> throw new AssertionError("a backend that leads nowhere");
        }
    }

    private static void load(Backend.BalanceP2c balancer) {
        switch (balancer.getLoadCase()) {
            case PEAK_EWMA -> {
                positive(balancer.getPeakEwma().getDefaultRtt());
                positive(balancer.getPeakEwma().getDecay());
            }
            case PENALTY_PEAK_EWMA -> {
                positive(balancer.getPenaltyPeakEwma().getDefaultRtt());
                positive(balancer.getPenaltyPeakEwma().getDecay());
            }
            case LOAD_NOT_SET -> throw new AssertionError("a balancer without load");
        }
    }

    private static void metadata(boolean present, Metadata metadata) {
        assertThat(present).isTrue();
        switch (metadata.getKindCase()) {
            case DEFAULT -> assertThat(metadata.getDefault()).isNotEmpty();
            case RESOURCE ->
                assertThat(List.of(
                                metadata.getResource().getGroup(),
                                metadata.getResource().getKind(),
                                metadata.getResource().getNamespace(),
                                metadata.getResource().getName()))
                        .doesNotContain("");
            case KIND_NOT_SET -> throw new AssertionError("metadata that says nothing");
        }
    }

    private static void positive(Duration duration) {
        assertThat(duration.getSeconds() * 1_000_000_000L + duration.getNanos()).isPositive();
    }
}
