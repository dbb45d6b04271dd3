package io.weft.destination.grpc;

import static io.weft.destination.cluster.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.api.destination.WeightedAddr;
import io.weft.api.mesh.TlsOrigination;
import io.weft.api.outbound.HttpRoute.RouteBackend;
import io.weft.api.outbound.OutboundPoliciesGrpc;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.TrafficSpec;
import io.weft.destination.answers.ServiceId;
import io.weft.kubernetes.resource.Service;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** brief-vs-linkerd, 5.14: routes whose backend is a Service of type ExternalName. */
class ExternalBackendTest {
    private static final String ROUTE = """
            apiVersion: gateway.networking.k8s.io/v1beta1
            kind: HTTPRoute
            metadata: {namespace: shop, name: external-api}
            spec:
              parentRefs: [{name: web}]
              rules:
              - matches: [{path: {type: PathPrefix, value: /api}}]
                backendRefs: [{name: external-api, kind: Service, port: %d}]
            """;

    private final Service web =
            service("shop", "web").ip("10.96.0.1").port("tls", 80).build();

    @ParameterizedTest
    @CsvSource({
        "443, http, true",
        "443, , true",
        "8443, https, true",
        "8443, HTTPS, true",
        "8443, , false",
        "80, , false",
        "80, http, false",
    })
    void clientsBeginTlsWhereThePortIsThatOfHttpsOrSaysSo(int port, String appProtocol, boolean tls) throws Exception {
        Service external = service("shop", "external-api")
                .externalName("API.example.com.")
                .port("", port, Optional.ofNullable(appProtocol))
                .build();
        try (TestMesh mesh = TestMesh.of(web, external).apply(ROUTE.formatted(port))) {
            OutboundPolicy policy = policy(mesh).next();
            OutboundRules.check(policy);
            RouteBackend backend = backend(policy);

            assertThat(backend.getBackend().getMetadata()).isEqualTo(MetaTranslator.ofService(id(external), port));
            assertThat(backend.getFiltersList()).isEmpty();
            assertThat(backend.getBackend().getForward()).isEqualTo(external(port, "api.example.com", tls));
        }
    }

    @Test
    void thePortNeedNotBeAmongThoseOfTheService() throws Exception {
        try (TestMesh mesh = TestMesh.of(
                        web,
                        service("shop", "external-api")
                                .externalName("api.example.com")
                                .build())
                .apply(ROUTE.formatted(443))) {
            assertThat(backend(policy(mesh).next()).getBackend().getForward())
                    .isEqualTo(external(443, "api.example.com", true));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, is not the name of a host",
        "a b, is not the name of a host",
        "bank.money.svc.cluster.local, is another name for bank.money.svc.cluster.local of the cluster",
        "bank.money.svc, is another name for bank.money.svc of the cluster",
    })
    void aNameThatMustNotBeDialledFailsItsShare(String name, String reason) throws Exception {
        try (TestMesh mesh = TestMesh.of(
                        web, service("shop", "external-api").externalName(name).build())
                .apply(ROUTE.formatted(443))) {
            OutboundPolicy policy = policy(mesh).next();
            OutboundRules.check(policy);

            assertThat(backend(policy).getBackend().hasForward()).isFalse();
            assertThat(backend(policy).getFilters(0).getFailureInjector().getMessage())
                    .contains(reason);
        }
    }

    @Test
    void aServiceThatBecomesAnotherNameIsFollowed() throws Exception {
        try (TestMesh mesh = TestMesh.of(
                        web,
                        service("shop", "external-api")
                                .ip("10.96.0.2")
                                .port(443)
                                .build())
                .apply(ROUTE.formatted(443))) {
            var reader = policy(mesh);
            assertThat(backend(reader.next()).getBackend().hasBalancer()).isTrue();

            mesh.apply(service("shop", "external-api")
                    .externalName("api.example.com")
                    .build());
            assertThat(backend(reader.next()).getBackend().getForward().getExternalName())
                    .isEqualTo("api.example.com");
        }
    }

    /** The application has begun TLS itself. */
    @Test
    void tlsThatIsOnlyPassedOnIsNotBegunAgain() throws Exception {
        try (TestMesh mesh = TestMesh.of(
                        web,
                        service("shop", "external-api")
                                .externalName("api.example.com")
                                .build())
                .apply("""
                        apiVersion: gateway.networking.k8s.io/v1alpha2
                        kind: TLSRoute
                        metadata: {namespace: shop, name: r}
                        spec:
                          parentRefs: [{group: core, kind: Service, name: web}]
                          rules: [{backendRefs: [{name: external-api, port: 443}]}]
                        """)) {
            assertThat(policy(mesh)
                            .next()
                            .getProtocol()
                            .getTls()
                            .getRoutes(0)
                            .getRules(0)
                            .getBackends()
                            .getRandomAvailable()
                            .getBackends(0)
                            .getBackend()
                            .getBackend()
                            .getForward())
                    .isEqualTo(external(443, "api.example.com", false));
        }
    }

    private static WeightedAddr external(int port, String name, boolean tls) {
        WeightedAddr.Builder address = WeightedAddr.newBuilder()
                .setAddr(NetTranslator.toMessage(new InetSocketAddress(InetAddress.ofLiteral("255.255.255.255"), port)))
                .setWeight(10_000)
                .putMetricLabels("namespace", "shop")
                .putMetricLabels("service", "external-api")
                .setExternalName(name);
        return tls
                ? address.setTlsOrigination(TlsOrigination.newBuilder().setServerName(name))
                        .build()
                : address.build();
    }

    private static ServiceId id(Service service) {
        return new ServiceId(service.metadata().namespace(), service.metadata().name());
    }

    private static RouteBackend backend(OutboundPolicy policy) {
        return policy.getProtocol()
                .getDetect()
                .getHttp1()
                .getRoutes(0)
                .getRules(0)
                .getBackends()
                .getRandomAvailable()
                .getBackends(0)
                .getBackend();
    }

    private static Reader<TrafficSpec, OutboundPolicy> policy(TestMesh mesh) {
        return Reader.of(
                OutboundPoliciesGrpc.newStub(mesh.channel)::watch,
                TrafficSpec.newBuilder()
                        .setSourceWorkload("shop:pod")
                        .setAddr(NetTranslator.toMessage(new InetSocketAddress(InetAddress.ofLiteral("10.96.0.1"), 80)))
                        .build());
    }
}
