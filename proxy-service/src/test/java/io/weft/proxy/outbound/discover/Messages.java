package io.weft.proxy.outbound.discover;

import com.google.protobuf.Duration;
import io.weft.api.destination.AddrSet;
import io.weft.api.destination.NoEndpoints;
import io.weft.api.destination.ProtocolHint;
import io.weft.api.destination.TlsIdentity;
import io.weft.api.destination.TlsIdentity.DnsLikeIdentity;
import io.weft.api.destination.Update;
import io.weft.api.destination.WeightedAddr;
import io.weft.api.destination.WeightedAddrSet;
import io.weft.api.meta.Metadata;
import io.weft.api.meta.Resource;
import io.weft.api.net.TcpAddress;
import io.weft.api.outbound.Backend;
import io.weft.api.outbound.HttpRoute;
import io.weft.api.outbound.OpaqueRoute;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.ProxyProtocol;
import io.weft.api.outbound.Queue;
import io.weft.proxy.control.AddressTranslator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** Messages of the control plane, good ones. */
final class Messages {
    static final String IDENTITY = "web.shop.serviceaccount.identity.linkerd.cluster.local";

    private Messages() {}

    static InetSocketAddress socket(String ip, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
    }

    static TcpAddress tcp(String ip) {
        return AddressTranslator.message(socket(ip, 8080));
    }

    static WeightedAddr bare(String ip) {
        return WeightedAddr.newBuilder().setAddr(tcp(ip)).setWeight(10_000).build();
    }

    /** As the control plane describes a meshed pod. */
    static WeightedAddr meshed(String ip) {
        return bare(ip).toBuilder()
                .setTlsIdentity(TlsIdentity.newBuilder()
                        .setDnsLikeIdentity(DnsLikeIdentity.newBuilder().setName(IDENTITY))
                        .setServerName(DnsLikeIdentity.newBuilder().setName(IDENTITY)))
                .setProtocolHint(ProtocolHint.newBuilder()
                        .setH2(ProtocolHint.H2.getDefaultInstance())
                        .setOpaqueTransport(
                                ProtocolHint.OpaqueTransport.newBuilder().setInboundPort(4143)))
                .build();
    }

    static Update add(WeightedAddr... endpoints) {
        return Update.newBuilder()
                .setAdd(WeightedAddrSet.newBuilder().addAllAddrs(Arrays.asList(endpoints)))
                .build();
    }

    static Update remove(String... ips) {
        AddrSet.Builder addresses = AddrSet.newBuilder();
        Arrays.stream(ips).map(Messages::tcp).forEach(addresses::addAddrs);
        return Update.newBuilder().setRemove(addresses).build();
    }

    static Update none(boolean exists) {
        return Update.newBuilder()
                .setNoEndpoints(NoEndpoints.newBuilder().setExists(exists))
                .build();
    }

    static Duration millis(long millis) {
        return Duration.newBuilder()
                .setSeconds(millis / 1000)
                .setNanos((int) (millis % 1000) * 1_000_000)
                .build();
    }

    static Metadata service(String name) {
        return Metadata.newBuilder()
                .setResource(Resource.newBuilder()
                        .setGroup("core")
                        .setKind("Service")
                        .setName(name)
                        .setNamespace("shop")
                        .setPort(80))
                .build();
    }

    static Metadata ofDefault(String name) {
        return Metadata.newBuilder().setDefault(name).build();
    }

    static Backend balancer(String name) {
        return Backend.newBuilder()
                .setMetadata(service(name))
                .setBalancer(Backend.BalanceP2c.newBuilder()
                        .setDiscovery(Backend.EndpointDiscovery.newBuilder()
                                .setDst(Backend.EndpointDiscovery.DestinationGet.newBuilder()
                                        .setPath(name + ".shop.svc.cluster.local:80")))
                        .setPeakEwma(Backend.BalanceP2c.PeakEwma.newBuilder()
                                .setDefaultRtt(millis(30))
                                .setDecay(millis(10_000))))
                .setQueue(Queue.newBuilder().setCapacity(100).setFailfastTimeout(millis(3000)))
                .build();
    }

    static HttpRoute http(Backend... backends) {
        HttpRoute.Distribution.FirstAvailable.Builder first = HttpRoute.Distribution.FirstAvailable.newBuilder();
        for (Backend backend : backends) {
            first.addBackends(HttpRoute.RouteBackend.newBuilder().setBackend(backend));
        }
        return HttpRoute.newBuilder()
                .setMetadata(ofDefault("http"))
                .addRules(HttpRoute.Rule.newBuilder()
                        .setBackends(HttpRoute.Distribution.newBuilder().setFirstAvailable(first)))
                .build();
    }

    static OpaqueRoute opaque(Backend backend) {
        return OpaqueRoute.newBuilder()
                .setMetadata(ofDefault("opaq"))
                .addRules(OpaqueRoute.Rule.newBuilder()
                        .setBackends(OpaqueRoute.Distribution.newBuilder()
                                .setFirstAvailable(OpaqueRoute.Distribution.FirstAvailable.newBuilder()
                                        .addBackends(OpaqueRoute.RouteBackend.newBuilder()
                                                .setBackend(backend)))))
                .build();
    }

    static OutboundPolicy policy(ProxyProtocol protocol) {
        return OutboundPolicy.newBuilder()
                .setMetadata(service("web"))
                .setProtocol(protocol)
                .build();
    }

    /** As the control plane describes a Service port nothing is attached to. */
    static OutboundPolicy detect() {
        Backend web = balancer("web");
        return policy(ProxyProtocol.newBuilder()
                .setDetect(ProxyProtocol.Detect.newBuilder()
                        .setTimeout(millis(10_000))
                        .setOpaque(ProxyProtocol.Opaque.newBuilder().addRoutes(opaque(web)))
                        .setHttp1(ProxyProtocol.Http1.newBuilder().addRoutes(http(web)))
                        .setHttp2(ProxyProtocol.Http2.newBuilder().addRoutes(http(web))))
                .build());
    }

    static OutboundPolicy http1(HttpRoute... routes) {
        return policy(ProxyProtocol.newBuilder()
                .setHttp1(ProxyProtocol.Http1.newBuilder().addAllRoutes(Arrays.asList(routes)))
                .build());
    }
}
