package io.weft.proxy.outbound.discover;

import static io.weft.proxy.outbound.discover.Messages.balancer;
import static io.weft.proxy.outbound.discover.Messages.bare;
import static io.weft.proxy.outbound.discover.Messages.detect;
import static io.weft.proxy.outbound.discover.Messages.http;
import static io.weft.proxy.outbound.discover.Messages.http1;
import static io.weft.proxy.outbound.discover.Messages.millis;
import static io.weft.proxy.outbound.discover.Messages.ofDefault;
import static io.weft.proxy.outbound.discover.Messages.opaque;
import static io.weft.proxy.outbound.discover.Messages.policy;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import io.weft.api.destination.WeightedAddr;
import io.weft.api.httproute.RequestRedirect;
import io.weft.api.outbound.Backend;
import io.weft.api.outbound.Backend.BalanceP2c;
import io.weft.api.outbound.ExponentialBackoff;
import io.weft.api.outbound.FailureAccrual;
import io.weft.api.outbound.GrpcRoute;
import io.weft.api.outbound.HttpRoute;
import io.weft.api.outbound.HttpRoute.Retry;
import io.weft.api.outbound.OpaqueRoute;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.ProxyProtocol;
import io.weft.api.outbound.TlsRoute;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One mistake at a time, each of which spoils the whole policy. */
class OutboundPolicyValidationTest {
    private static final Duration NEGATIVE =
            Duration.newBuilder().setSeconds(-1).build();
    private static final Duration ENDLESS =
            Duration.newBuilder().setSeconds(Long.MAX_VALUE).build();

    private final OutboundPolicyTranslator translator = new OutboundPolicyTranslator(
            new EndpointTranslator(Set.of(), warning -> {}), java.time.Duration.ofSeconds(10));

    static Stream<Arguments> mistakes() {
        return Stream.of(
                of("no policy metadata", change(policy -> policy.clearMetadata())),
                of(
                        "no group",
                        change(policy ->
                                policy.getMetadataBuilder().getResourceBuilder().clearGroup())),
                of(
                        "no kind",
                        change(policy ->
                                policy.getMetadataBuilder().getResourceBuilder().clearKind())),
                of(
                        "no name",
                        change(policy ->
                                policy.getMetadataBuilder().getResourceBuilder().clearName())),
                of(
                        "no namespace",
                        change(policy ->
                                policy.getMetadataBuilder().getResourceBuilder().clearNamespace())),
                of("no protocol", change(policy -> policy.clearProtocol())),
                of(
                        "no protocol kind",
                        change(policy -> policy.getProtocolBuilder().clearKind())),
                of("no detect timeout", detecting(detect -> detect.clearTimeout())),
                of("no opaque", detecting(detect -> detect.clearOpaque())),
                of("no http1", detecting(detect -> detect.clearHttp1())),
                of("no http2", detecting(detect -> detect.clearHttp2())),
                of("negative detect timeout", detecting(detect -> detect.setTimeout(NEGATIVE))),
                of("endless detect timeout", detecting(detect -> detect.setTimeout(ENDLESS))),
                of(
                        "mistake in http2",
                        detecting(detect ->
                                detect.getHttp2Builder().getRoutesBuilder(0).clearMetadata())),
                of(
                        "two opaque routes",
                        detecting(detect -> detect.getOpaqueBuilder().addRoutes(opaque(balancer("web"))))),
                of("no opaque rule", opaqueRoute(OpaqueRoute.Builder::clearRules)),
                of("two opaque rules", opaqueRoute(route -> route.addRules(route.getRules(0)))),
                of("no opaque route metadata", opaqueRoute(OpaqueRoute.Builder::clearMetadata)),
                of(
                        "no opaque distribution",
                        opaqueRoute(route -> route.getRulesBuilder(0).clearBackends())),
                of("no tls rule", tls(TlsRoute.newBuilder().setMetadata(ofDefault("tls")))),
                of("no http route metadata", route(HttpRoute.Builder::clearMetadata)),
                of("no http distribution", rule(HttpRoute.Rule.Builder::clearBackends)),
                of(
                        "first of none",
                        rule(rule -> rule.getBackendsBuilder()
                                .getFirstAvailableBuilder()
                                .clearBackends())),
                of("random of none", rule(rule -> rule.getBackendsBuilder().getRandomAvailableBuilder())),
                of(
                        "weighted backend without backend",
                        rule(rule -> rule.getBackendsBuilder()
                                .getRandomAvailableBuilder()
                                .addBackendsBuilder())),
                of("no grpc route metadata", grpc(GrpcRoute.newBuilder())),
                of(
                        "no grpc distribution",
                        grpc(GrpcRoute.newBuilder()
                                .setMetadata(ofDefault("grpc"))
                                .addRules(GrpcRoute.Rule.getDefaultInstance()))),
                of(
                        "negative request timeout",
                        rule(rule -> rule.getTimeoutsBuilder().setRequest(NEGATIVE))),
                of(
                        "negative response timeout",
                        rule(rule -> rule.getTimeoutsBuilder().setResponse(NEGATIVE))),
                of(
                        "negative idle timeout",
                        rule(rule -> rule.getTimeoutsBuilder().setIdle(NEGATIVE))),
                of("negative older timeout", rule(rule -> rule.setRequestTimeout(NEGATIVE))),
                of("retry without conditions", retry(Retry.Builder::clearConditions)),
                of("retry of status 99", retry(retry -> statuses(retry, 99, 200))),
                of("retry of status 1000", retry(retry -> statuses(retry, 500, 1000))),
                of("retry of no status", retry(retry -> statuses(retry, 504, 503))),
                of("negative retry timeout", retry(retry -> retry.setTimeout(NEGATIVE))),
                of("retry backoff falls", retry(retry -> retry.setBackoff(backoff(2, 1, 0)))),
                of("backoff falls", accrual(backoff(2, 1, 0))),
                of("backoff of nothing", accrual(backoff(0, 0, 0))),
                of("negative jitter", accrual(backoff(1, 2, -1))),
                of("jitter over 100", accrual(backoff(1, 2, 100.5f))),
                of("jitter is no number", accrual(backoff(1, 2, Float.NaN))),
                of(
                        "consecutive failures without backoff",
                        accrual(FailureAccrual.newBuilder()
                                .setConsecutiveFailures(FailureAccrual.ConsecutiveFailures.newBuilder()
                                        .setMaxFailures(7)))),
                of("threshold over 1", unified(unified -> unified.setSuccessRateThreshold(1.1))),
                of("negative threshold", unified(unified -> unified.setSuccessRateThreshold(-0.1))),
                of("threshold is no number", unified(unified -> unified.setSuccessRateThreshold(Double.NaN))),
                of("unified without backoff", unified(FailureAccrual.Unified.Builder::clearBackoff)),
                of("window under 10 ms", unified(unified -> unified.setDecay(millis(9)))),
                of("over a million requests", unified(unified -> unified.setMinRequests(1_000_001))),
                of("over two billion requests", unified(unified -> unified.setMinRequests(-1))),
                of("no backend metadata", backend(Backend.Builder::clearMetadata)),
                of("no queue", backend(Backend.Builder::clearQueue)),
                of(
                        "no fail-fast timeout",
                        backend(backend -> backend.getQueueBuilder().clearFailfastTimeout())),
                of(
                        "negative fail-fast timeout",
                        backend(backend -> backend.getQueueBuilder().setFailfastTimeout(NEGATIVE))),
                of("no discovery", balance(BalanceP2c.Builder::clearDiscovery)),
                of(
                        "no discovery kind",
                        balance(balance -> balance.getDiscoveryBuilder().clearKind())),
                of("path without port", path("web.shop.svc.cluster.local")),
                of("path without name", path(":80")),
                of("path with a port that is none", path("web:http")),
                of("no load", balance(BalanceP2c.Builder::clearLoad)),
                of("no rtt", balance(balance -> balance.getPeakEwmaBuilder().clearDefaultRtt())),
                of("no decay", balance(balance -> balance.getPeakEwmaBuilder().clearDecay())),
                of(
                        "negative rtt",
                        balance(balance -> balance.getPeakEwmaBuilder().setDefaultRtt(NEGATIVE))),
                of(
                        "forward without address",
                        backend(backend -> backend.setForward(WeightedAddr.getDefaultInstance()))),
                of(
                        "redirect to a scheme of an unknown number",
                        redirect(to -> to.getSchemeBuilder().setRegisteredValue(7))),
                of(
                        "redirect to a scheme that is none",
                        redirect(to -> to.getSchemeBuilder().setUnregistered("a b"))),
                of("redirect to a host and a header", redirect(to -> to.setHost("a\r\nset-cookie: b=c"))),
                of(
                        "redirect to a path and a header",
                        redirect(to -> to.getPathBuilder().setFull("/\r\nset-cookie: b=c"))),
                of(
                        "redirect to a prefix and a header",
                        redirect(to -> to.getPathBuilder().setPrefix("/\r\nset-cookie: b=c"))),
                of("mistake in a later backend", http1(http(balancer("web"), Backend.getDefaultInstance()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void oneMistakeSpoilsThePolicy(String mistake, OutboundPolicy message) {
        ClientPolicy policy = translator.translate(message);

        assertThat(first(policy.http()))
                .as(mistake)
                .isInstanceOf(io.weft.proxy.outbound.discover.Backend.Invalid.class);
        assertThat(first(policy.opaque().backends()))
                .isInstanceOf(io.weft.proxy.outbound.discover.Backend.Invalid.class);
        assertThat(first(policy.http()).ref()).isEqualTo(policy.parent());
    }

    static Stream<Arguments> oddities() {
        return Stream.of(
                of(
                        "redirect to another scheme",
                        redirect(to -> to.getSchemeBuilder().setUnregistered("web+shop"))),
                of(
                        "redirect without a prefix",
                        redirect(to -> to.getPathBuilder().setPrefix(""))),
                of("forward", backend(backend -> backend.setForward(bare("10.0.0.1")))),
                of("retry on nothing", retry(retry -> {})),
                of("retry of every status", retry(retry -> statuses(retry, 100, 999))),
                of("no minimum", accrual(backoff(0, 1, 100))),
                of(
                        "window of any length where the rate is off",
                        unified(unified -> unified.setSuccessRateThreshold(0).clearDecay())),
                of("a million requests", unified(unified -> unified.setMinRequests(1_000_000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oddities")
    void whatIsOnlyOddIsFollowed(String oddity, OutboundPolicy message) {
        assertThat(first(translator.translate(message).http()))
                .as(oddity)
                .isNotInstanceOf(io.weft.proxy.outbound.discover.Backend.Invalid.class);
    }

    private static io.weft.proxy.outbound.discover.Backend first(HttpRoutes routes) {
        return first(routes.cases().getFirst().rule().backends());
    }

    private static io.weft.proxy.outbound.discover.Backend first(Distribution distribution) {
        return distribution.shares().getFirst().backend();
    }

    private static Arguments of(String mistake, OutboundPolicy message) {
        return Arguments.of(mistake, message);
    }

    private static OutboundPolicy change(Consumer<OutboundPolicy.Builder> change) {
        OutboundPolicy.Builder policy = detect().toBuilder();
        change.accept(policy);
        return policy.build();
    }

    private static OutboundPolicy detecting(Consumer<ProxyProtocol.Detect.Builder> change) {
        return change(policy -> change.accept(policy.getProtocolBuilder().getDetectBuilder()));
    }

    private static OutboundPolicy opaqueRoute(Consumer<OpaqueRoute.Builder> change) {
        return detecting(detect -> change.accept(detect.getOpaqueBuilder().getRoutesBuilder(0)));
    }

    private static OutboundPolicy route(Consumer<HttpRoute.Builder> change) {
        HttpRoute.Builder route = http(balancer("web")).toBuilder();
        change.accept(route);
        return http1(route.build());
    }

    private static OutboundPolicy rule(Consumer<HttpRoute.Rule.Builder> change) {
        return route(route -> change.accept(route.getRulesBuilder(0)));
    }

    private static OutboundPolicy redirect(Consumer<RequestRedirect.Builder> change) {
        return rule(rule -> change.accept(rule.addFiltersBuilder().getRedirectBuilder()));
    }

    private static OutboundPolicy retry(Consumer<Retry.Builder> change) {
        return rule(rule -> {
            rule.getRetryBuilder().setMaxRetries(1).getConditionsBuilder();
            change.accept(rule.getRetryBuilder());
        });
    }

    private static void statuses(Retry.Builder retry, int start, int end) {
        retry.getConditionsBuilder().addStatusRangesBuilder().setStart(start).setEnd(end);
    }

    private static OutboundPolicy grpc(GrpcRoute.Builder route) {
        return policy(ProxyProtocol.newBuilder()
                .setGrpc(ProxyProtocol.Grpc.newBuilder().addRoutes(route))
                .build());
    }

    private static OutboundPolicy tls(TlsRoute.Builder route) {
        return policy(ProxyProtocol.newBuilder()
                .setTls(ProxyProtocol.Tls.newBuilder().addRoutes(route))
                .build());
    }

    private static OutboundPolicy accrual(FailureAccrual.Builder accrual) {
        OutboundPolicy.Builder policy = http1(http(balancer("web"))).toBuilder();
        policy.getProtocolBuilder().getHttp1Builder().setFailureAccrual(accrual);
        return policy.build();
    }

    private static OutboundPolicy accrual(ExponentialBackoff backoff) {
        return accrual(FailureAccrual.newBuilder()
                .setConsecutiveFailures(
                        FailureAccrual.ConsecutiveFailures.newBuilder().setBackoff(backoff)));
    }

    private static OutboundPolicy unified(Consumer<FailureAccrual.Unified.Builder> change) {
        FailureAccrual.Unified.Builder unified = FailureAccrual.Unified.newBuilder()
                .setSuccessRateThreshold(0.5)
                .setDecay(millis(10_000))
                .setMinRequests(10)
                .setBackoff(backoff(1, 60, 0.5f));
        change.accept(unified);
        return accrual(FailureAccrual.newBuilder().setUnified(unified));
    }

    private static ExponentialBackoff backoff(long minSeconds, long maxSeconds, float jitter) {
        return ExponentialBackoff.newBuilder()
                .setMinBackoff(millis(minSeconds * 1000))
                .setMaxBackoff(millis(maxSeconds * 1000))
                .setJitterRatio(jitter)
                .build();
    }

    private static OutboundPolicy backend(Consumer<Backend.Builder> change) {
        Backend.Builder backend = balancer("web").toBuilder();
        change.accept(backend);
        return http1(http(backend.build()));
    }

    private static OutboundPolicy balance(Consumer<BalanceP2c.Builder> change) {
        return backend(backend -> change.accept(backend.getBalancerBuilder()));
    }

    private static OutboundPolicy path(String path) {
        return balance(balance -> balance.getDiscoveryBuilder().getDstBuilder().setPath(path));
    }
}
