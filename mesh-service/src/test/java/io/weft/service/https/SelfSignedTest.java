package io.weft.service.https;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.SslBundle;

class SelfSignedTest {
    @Test
    void selfSignedCertificateNamesTheServiceAndLocalhost() throws Exception {
        SslBundle bundle = SelfSigned.make("linkerd-proxy-injector.linkerd.svc", Clock.systemUTC())
                .bundle();

        assertThat(certificate(bundle).getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .containsExactly("linkerd-proxy-injector.linkerd.svc", "localhost");
        assertThat(bundle.getOptions().getEnabledProtocols()).containsExactly("TLSv1.3");
    }

    private static X509Certificate certificate(SslBundle bundle) throws Exception {
        var store = Objects.requireNonNull(bundle.getStores().getKeyStore());
        return (X509Certificate) store.getCertificate(store.aliases().nextElement());
    }
}
