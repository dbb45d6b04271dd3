package io.weft.proxy.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.weft.core.Endpoint;
import io.weft.core.ExternalHost;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExternalNameTest {
    private final Http2Headers head = new DefaultHttp2Headers()
            .method("GET")
            .scheme("http")
            .authority("web:8080")
            .add("host", "web:8080")
            .add("l5d-dst-canonical", "web.shop.svc.cluster.local:8080")
            .add("x-a", "1");
    private final ExternalName name = new ExternalName(head);

    @Test
    void isGivenWithTheProtocolItStandsFor() {
        give(443, true);

        assertThat(head)
                .isEqualTo(new DefaultHttp2Headers()
                        .method("GET")
                        .scheme("https")
                        .authority("api.example.com")
                        .add("host", "api.example.com")
                        .add("x-a", "1"));
    }

    @Test
    void saysThePortThatIsNotUsual() {
        give(8443, true);
        assertThat(head.authority()).hasToString("api.example.com:8443");
        give(443, false);
        assertThat(head.authority()).hasToString("api.example.com:443");
        assertThat(head.scheme()).hasToString("http");
    }

    @Test
    void isTakenAwayForATryElsewhere() {
        Http2Headers before = new DefaultHttp2Headers().setAll(head);
        give(443, true);
        give(80, false);
        name.take();
        name.take();

        assertThat(head).isEqualTo(before);
    }

    @Test
    void addsNoHeaderThatWasNotThere() {
        head.remove("host");
        head.remove(":scheme");
        give(443, true);
        assertThat(head.contains("host")).isFalse();
        name.take();

        assertThat(head.scheme()).isNull();
    }

    private void give(int port, boolean tls) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), port);
        ExternalHost host = new ExternalHost("api.example.com", tls);
        name.give(Endpoint.external(address, Map.of(), host), host);
    }
}
