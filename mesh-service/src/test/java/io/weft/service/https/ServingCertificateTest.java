package io.weft.service.https;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.SslOptions;

class ServingCertificateTest {
    @Test
    void cipherThatCostsTheServicesLeastIsTheFirstOfThoseOfTls13() {
        SslOptions options = SelfSigned.make("linkerd-proxy-injector.linkerd.svc", Clock.systemUTC())
                .bundle()
                .getOptions();

        assertThat(options.getEnabledProtocols()).containsExactly("TLSv1.3");
        assertThat(options.getCiphers())
                .containsExactly("TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384");
    }
}
