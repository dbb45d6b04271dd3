package io.weft.ingress.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.weft.ingress.certificates.HostCertificates;
import io.weft.ingress.certificates.TlsContexts;
import io.weft.ingress.manifests.Manifests;
import io.weft.ingress.manifests.Patience;
import io.weft.ingress.manifests.Secrets;
import io.weft.ingress.rules.Route;
import io.weft.service.cluster.Notice;
import io.weft.testkit.pki.TestAuthority;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.tcp.SslProvider;

@EnableKubernetesMockClient(crud = true)
class RuleFeedTest {
    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final String CLASS = """
            apiVersion: networking.k8s.io/v1
            kind: IngressClass
            metadata: {name: linkerd-http}
            spec: {controller: linkerd.io/ingress-controller}
            """;
    private static final String INGRESS = """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {namespace: shop, name: web}
            spec:
              ingressClassName: linkerd-http
              rules:
              - host: app.example.com
                http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
              tls: [{hosts: [app.example.com], secretName: cert}]
            """;
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {namespace: shop, name: web}
            spec: {clusterIP: 10.96.0.1, ports: [{port: 80}]}
            """;

    @SuppressWarnings("NullAway.Init") // set by the extension
    KubernetesClient client;

    private final HostCertificates certificates =
            new HostCertificates(TlsContexts.selfSigned("fallback", Clock.systemUTC()));
    private final AtomicReference<Optional<Heard>> heard = new AtomicReference<>(Optional.empty());
    private final List<Notice> events = new CopyOnWriteArrayList<>();
    private Optional<RuleFeed> feed = Optional.empty();

    @AfterEach
    void close() {
        feed.ifPresent(RuleFeed::close);
    }

    @Test
    void whatIsThereIsHandedOverBeforeTheFeedIsLoaded() {
        create(CLASS, IngressClass.class);
        create(INGRESS, Ingress.class);
        create(SERVICE, Service.class);
        client.resource(Secrets.of("shop", "cert", AUTHORITY.leaf("app.example.com")))
                .create();

        start();

        assertThat(target()).isEqualTo("10.96.0.1:80");
        assertThat(shown()).isNotEqualTo(fallback());
        assertThat(events).isEmpty();
    }

    @Test
    void ruleIsFollowedFromItsBeginningToItsEnd() {
        start();
        boolean before = route().isPresent();

        create(CLASS, IngressClass.class);
        create(INGRESS, Ingress.class);
        create(SERVICE, Service.class);
        Patience.eventually("the rule is followed", () -> target().equals("10.96.0.1:80"));
        client.network().v1().ingresses().inNamespace("shop").withName("web").delete();

        Patience.eventually("the rule is forgotten", () -> route().isEmpty());
        assertThat(before).isFalse();
    }

    @Test
    void missingSecretIsToldOnceAndItsCertificateShownWhenItComes() {
        create(CLASS, IngressClass.class);
        create(INGRESS, Ingress.class);
        start();
        Patience.eventually("the event is written", () -> !events.isEmpty());
        SslProvider missing = shown();
        create(SERVICE, Service.class);
        Patience.eventually("something else has changed", () -> target().equals("10.96.0.1:80"));

        client.resource(Secrets.of("shop", "cert", AUTHORITY.leaf("app.example.com")))
                .create();
        Patience.eventually("the certificate is shown", () -> !shown().equals(missing));
        SslProvider first = shown();
        client.resource(Secrets.of("shop", "cert", AUTHORITY.leaf("app.example.com")))
                .update();
        Patience.eventually("the next certificate is shown", () -> !shown().equals(first));

        assertThat(missing).isEqualTo(fallback());
        assertThat(events)
                .extracting(event -> event.about().name() + ": " + event.reason() + ", " + event.message())
                .containsExactly(
                        "web: IngressNotFollowed, Secret cert: it is not there; a self-signed certificate is served");
    }

    private void start() {
        RuleFeed started = new RuleFeed(client, certificates, now -> heard.set(Optional.of(now)), events::add);
        feed = Optional.of(started);
        started.start();
        Patience.eventually("the feed is loaded", started::loaded);
    }

    private <T extends HasMetadata> void create(String yaml, Class<T> kind) {
        client.resource(Manifests.read(kind, yaml)).create();
    }

    private Optional<Route> route() {
        return heard.get().flatMap(now -> now.routes().find("app.example.com", "/"));
    }

    private String target() {
        return heard.get()
                .flatMap(now -> route().flatMap(found -> now.targets().find(found.backend())))
                .map(found -> found.address().getAddress().getHostAddress() + ":"
                        + found.address().getPort())
                .orElse("none");
    }

    private SslProvider shown() {
        return certificate("app.example.com");
    }

    private SslProvider fallback() {
        return certificate("elsewhere.example.org");
    }

    private SslProvider certificate(String host) {
        return certificates
                .map(host, ImmediateEventExecutor.INSTANCE.newPromise())
                .getNow();
    }
}
