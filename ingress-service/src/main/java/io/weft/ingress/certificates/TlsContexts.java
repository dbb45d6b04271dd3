package io.weft.ingress.certificates;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.weft.service.https.SelfSigned;
import io.weft.service.https.ServingCertificate;
import java.time.Clock;
import javax.net.ssl.SSLException;

/** TLS 1.2 and 1.3, with HTTP/2 for who knows it. */
public final class TlsContexts {
    private static final ApplicationProtocolConfig ALPN = new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_2,
            ApplicationProtocolNames.HTTP_1_1);

    private TlsContexts() {}

    /** With a certificate made now, which nobody trusts. */
    public static SslContext selfSigned(String name, Clock clock) {
        return of(SelfSigned.make(name, clock));
    }

    /**
     * Of a chain and its key.
     *
     * @throws IllegalArgumentException if they are none, or no pair; its message holds nothing of them
     */
    static SslContext ofPem(String chain, String key) {
        try {
            return of(ServingCertificate.ofPem(chain, key));
        } catch (RuntimeException unusable) {
            throw new IllegalArgumentException("no certificate in PEM with the key that belongs to it");
        }
    }

    private static SslContext of(ServingCertificate certificate) {
        try {
            return SslContextBuilder.forServer(
                            certificate.bundle().getManagers().getKeyManagerFactory())
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(ALPN)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS cannot be set up", e);
        }
    }
}
