package io.weft.proxy.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import io.weft.proxy.identity.Credentials;
import io.weft.proxy.transport.TransportHeader;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The four contexts one set of credentials and anchors gives: server and client, each with and without the transport header's ALPN.
 *
 * @param server null before the first certificate
 * @param directServer null before the first certificate
 */
record TlsContexts(
        @Nullable SslContext server, @Nullable SslContext directServer, SslContext client, SslContext directClient) {
    static final List<String> GROUPS = List.of("X25519MLKEM768", "X25519", "P-256", "P-384");
    private static final ApplicationProtocolConfig TRANSPORT_HEADER = new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
            TransportHeader.ALPN);

    static TlsContexts anonymous(List<X509Certificate> anchors) {
        return new TlsContexts(
                null,
                null,
                buildClient(client(anchors)),
                buildClient(client(anchors).applicationProtocolConfig(TRANSPORT_HEADER)));
    }

    static TlsContexts of(Credentials credentials, List<X509Certificate> anchors) {
        KeyManagerFactory own = ShownCertificate.factory(credentials);
        return new TlsContexts(
                build(server(own, anchors)),
                build(server(own, anchors).applicationProtocolConfig(TRANSPORT_HEADER)),
                buildClient(client(anchors).keyManager(own)),
                buildClient(client(anchors).keyManager(own).applicationProtocolConfig(TRANSPORT_HEADER)));
    }

    void release() {
        ReferenceCountUtil.release(server);
        ReferenceCountUtil.release(directServer);
        ReferenceCountUtil.release(client);
        ReferenceCountUtil.release(directClient);
    }

    private static SslContextBuilder server(KeyManagerFactory own, List<X509Certificate> anchors) {
        return SslContextBuilder.forServer(own).trustManager(anchors).clientAuth(ClientAuth.OPTIONAL);
    }

    /** Names are ours to check, exactly; the library's check would accept wildcards and common names. */
    private static SslContextBuilder client(List<X509Certificate> anchors) {
        return SslContextBuilder.forClient().trustManager(anchors).endpointIdentificationAlgorithm(null);
    }

    /** It never comes back with a ticket: whoever answers shows his certificate, each time. */
    private static SslContext buildClient(SslContextBuilder builder) {
        SslContext context = build(builder);
        if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
            sessions.setSessionCacheEnabled(false);
        }
        return context;
    }

    private static SslContext build(SslContextBuilder builder) {
        try {
            return builder.sslProvider(SslProvider.OPENSSL_REFCNT)
                    .protocols("TLSv1.3")
                    .option(OpenSslContextOption.GROUPS, GROUPS.toArray(String[]::new))
                    .build();
        } catch (SSLException unusable) {
            throw new IllegalStateException("TLS cannot be set up: " + unusable.getMessage(), unusable);
        }
    }
}
