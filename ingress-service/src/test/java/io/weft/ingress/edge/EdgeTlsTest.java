package io.weft.ingress.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Secret;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.weft.ingress.manifests.Handshake;
import io.weft.ingress.manifests.Secrets;
import io.weft.ingress.rules.Fault;
import io.weft.ingress.rules.IngressId;
import io.weft.ingress.rules.IngressReading.Certified;
import io.weft.ingress.rules.SecretRef;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.netty.http.HttpProtocol;

class EdgeTlsTest {
    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final Leaf APP = AUTHORITY.leaf("app.example.com");
    private static final Leaf WILD = AUTHORITY.wildcardLeaf("example.com");
    private static final IngressId INGRESS = new IngressId("shop", "shop", "");
    private static final SecretRef CERT = new SecretRef("shop", "cert");
    private static final SecretRef WILD_CERT = new SecretRef("shop", "wild");
    private static final Map<String, Certified> WANTED =
            Map.of("app.example.com", new Certified(CERT, INGRESS), "*.example.com", new Certified(WILD_CERT, INGRESS));

    private final Backend backend = new Backend(HttpProtocol.HTTP11);
    private final OpenEdge edge = new OpenEdge(backend.port(), "");

    @AfterEach
    void close() {
        edge.close();
        backend.close();
    }

    @ParameterizedTest(name = "{0} is shown the certificate of {1}")
    @CsvSource({
        "app.example.com, app",
        "App.Example.COM, app",
        "other.example.com, wild",
        "a.b.example.com, fallback",
        "example.com, fallback",
        "other.example.org, fallback",
        ", fallback",
    })
    void certificateIsThatOfTheHostNamed(String host, String expected) throws Exception {
        List<Fault> faults = certify(Secrets.of("shop", "cert", APP), Secrets.of("shop", "wild", WILD));

        assertThat(shown(host)).isEqualTo(expected);
        assertThat(faults).isEmpty();
    }

    @Test
    void newCertificateIsShownToWhoComesNext() throws Exception {
        certify(Secrets.of("shop", "cert", WILD), Secrets.of("shop", "wild", WILD));
        String before = shown("app.example.com");

        certify(Secrets.of("shop", "cert", APP), Secrets.of("shop", "wild", WILD));

        assertThat(List.of(before, shown("app.example.com"))).containsExactly("wild", "app");
    }

    @Test
    void missingAndInvalidSecretsAreToldAndHaveTheFallback() throws Exception {
        Secret ofAnotherKey = Secrets.of("shop", "cert", Pem.of(APP.chain()), Pem.of(WILD.key()));

        assertThat(certify(ofAnotherKey, null))
                .containsExactlyInAnyOrder(
                        new Fault(
                                INGRESS,
                                "Secret cert: no certificate in PEM with the key that belongs to it; a self-signed"
                                        + " certificate is served"),
                        new Fault(INGRESS, "Secret wild: it is not there; a self-signed certificate is served"));
        assertThat(List.of(shown("app.example.com"), shown("other.example.com")))
                .containsExactly("fallback", "fallback");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "TLSv1.2, h2, h2",
        "TLSv1.3, h2, h2",
        "TLSv1.3, http/1.1, http/1.1",
        "TLSv1.2, http/1.1, http/1.1",
    })
    void twoVersionsOfTlsAndOfHttpAreSpoken(String protocol, String offered, String chosen) throws Exception {
        Handshake handshake = Handshake.with(edge.httpsPort(), "app.example.com", protocol, offered);

        assertThat(List.of(handshake.protocol(), handshake.application())).containsExactly(protocol, chosen);
    }

    @Test
    void olderTlsIsNotSpoken() {
        assertThatThrownBy(() -> Handshake.with(edge.httpsPort(), "app.example.com", "TLSv1.1", "h2"))
                .isInstanceOf(SSLException.class);
    }

    @ParameterizedTest
    @CsvSource({"HTTP11", "H2"})
    void requestThatCameEncryptedSaysSo(HttpProtocol protocol) throws Exception {
        certify(Secrets.of("shop", "cert", APP), Secrets.of("shop", "wild", WILD));
        SslContext trusting = SslContextBuilder.forClient()
                .trustManager(AUTHORITY.anchors())
                .applicationProtocolConfig(alpn(protocol))
                .build();

        assertThat(edge.client(protocol)
                        .remoteAddress(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), edge.httpsPort()))
                        .secure(tls -> tls.sslContext(trusting).serverNames(new SNIHostName("app.example.com")))
                        .headers(headers -> headers.set("User-Agent", "u"))
                        .get()
                        .uri("/x")
                        .responseContent()
                        .aggregate()
                        .asString()
                        .block(Duration.ofSeconds(30)))
                .isEqualTo("GET HTTP/1.1 /x app.example.com 127.0.0.1 https set u ");
    }

    private static ApplicationProtocolConfig alpn(HttpProtocol protocol) {
        return new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                protocol == HttpProtocol.H2 ? "h2" : "http/1.1");
    }

    private List<Fault> certify(Secret cert, @Nullable Secret wild) {
        return edge.certificates.replace(
                WANTED, ref -> ref.equals(CERT) ? Optional.of(cert) : Optional.ofNullable(wild));
    }

    private String shown(@Nullable String host) throws Exception {
        var certificate =
                Handshake.with(edge.httpsPort(), host, "TLSv1.3", "h2").certificate();
        return certificate.equals(APP.certificate())
                ? "app"
                : certificate.equals(WILD.certificate()) ? "wild" : "fallback";
    }
}
