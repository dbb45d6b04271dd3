package io.weft.proxy.app;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AttributeKey;
import io.weft.proxy.admin.AdminGate;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.errors.Refusal;
import io.weft.proxy.errors.RootCause;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.http.Version;
import io.weft.proxy.inbound.AdminPolicy;
import io.weft.proxy.tls.MeshTls;
import io.weft.proxy.tls.TlsDetectHandler;
import io.weft.proxy.tls.TlsStatus;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.http.server.HttpServerRequest;

/** The admin port answers in plaintext and in mesh TLS alike, to whom its policy lets in. */
final class AdminDoor implements AdminGate {
    private static final Logger log = LoggerFactory.getLogger(AdminDoor.class);
    private static final Duration DETECT_TIMEOUT = Duration.ofSeconds(1);
    private static final AttributeKey<TlsStatus> TLS = AttributeKey.valueOf(AdminDoor.class, "tls");

    private final MeshTls tls;
    private final String ourName;
    private final AdminPolicy policy;

    /** @param ourName what SNI must say for TLS to be ended here */
    AdminDoor(MeshTls tls, String ourName, AdminPolicy policy) {
        this.tls = tls;
        this.ourName = ourName;
        this.policy = policy;
    }

    @Override
    public void accept(Channel connection) {
        TlsDetectHandler.Next next = new TlsDetectHandler.Next() {
            @Override
            public void detected(ChannelHandlerContext ctx, TlsStatus status) {
                connection.attr(TLS).set(status);
            }

            @Override
            public void failed(ChannelHandlerContext ctx, Throwable cause) {
                log.debug("refused TLS from {} on the admin port: {}", connection.remoteAddress(), RootCause.of(cause));
            }
        };
        connection.pipeline().addFirst(new TlsDetectHandler(tls, ourName, false, DETECT_TIMEOUT, next));
    }

    @Override
    public Optional<Refusal> refusal(Channel connection, HttpServerRequest request) {
        return connection.remoteAddress() instanceof InetSocketAddress client
                        && connection.localAddress() instanceof InetSocketAddress target
                ? policy.refusal(client, target, connection.attr(TLS).get(), head(request))
                : Optional.of(new Refusal(ProxyFault.DENIED, "nobody knows where it comes from", false));
    }

    private static RequestHead head(HttpServerRequest request) {
        Http2Headers headers = new DefaultHttp2Headers(false)
                .method(request.method().name())
                .path(request.uri())
                .authority(request.requestHeaders().get(HttpHeaderNames.HOST, ""));
        for (Map.Entry<String, String> header : request.requestHeaders()) {
            headers.add(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
        }
        boolean http2 = request.version().majorVersion() == 2;
        return new RequestHead(headers, http2 ? Version.HTTP_2 : Version.HTTP_1_1, false);
    }
}
