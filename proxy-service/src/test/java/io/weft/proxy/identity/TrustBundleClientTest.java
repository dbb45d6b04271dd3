package io.weft.proxy.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.stub.StreamObserver;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.weft.api.weftidentity.Bundle;
import io.weft.api.weftidentity.TrustBundleGrpc.TrustBundleImplBase;
import io.weft.api.weftidentity.WatchRequest;
import io.weft.core.Authority;
import io.weft.core.Latest;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.config.ControlPlane;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.control.ControlChannels;
import io.weft.proxy.control.ControlTls;
import io.weft.proxy.control.GrpcServer;
import io.weft.proxy.control.Sockets;
import io.weft.proxy.control.TlsFront;
import io.weft.proxy.telemetry.Exposition;
import io.weft.proxy.tls.MeshTls;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.TestAuthority;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrustBundleClientTest {
    private static final WorkloadIdentity NAME =
            new WorkloadIdentity("web.shop.serviceaccount.identity.linkerd.cluster.local");
    private static final WorkloadIdentity SERVICE =
            new WorkloadIdentity("identity.linkerd.serviceaccount.identity.linkerd.cluster.local");
    private static final ByteString GARBAGE = ByteString.copyFromUtf8("no certificate");

    private final TestAuthority old = TestAuthority.create();
    private final TestAuthority next = TestAuthority.create();
    private final Latest<TrustBundle> trust = new Latest<>(TrustBundle.ofEnvironment(old.anchors()));
    private final List<StreamObserver<Bundle>> watchers = new CopyOnWriteArrayList<>();
    private final List<String> callers = new CopyOnWriteArrayList<>();
    private final Sockets sockets = new Sockets();
    private final GrpcServer server = new GrpcServer(() -> ServerInterceptors.intercept(new Watched(), new Callers()));
    private final GrpcServer foreign = new GrpcServer();

    @AfterEach
    void close() {
        server.close();
        foreign.close();
        sockets.close();
    }

    @Test
    void anchorsThatAreToldReplaceThoseOfTheEnvironment() throws Exception {
        TrustBundleClient client = client(loopback(server), sockets.channels(Sockets.noTls()));
        client.start();
        tell(bundle("both", old, next));

        Sockets.await(() -> trust.get().version().equals("both"));
        assertThat(trust.get().anchors())
                .containsExactly(old.anchors().getFirst(), next.anchors().getFirst());
        client.stop();
    }

    @Test
    void aNeighbourOfTheServiceSaysWhoItIs() throws Exception {
        TrustBundleClient client = client(loopback(server), sockets.channels(Sockets.noTls()));
        client.start();
        awaitWatchers(1);

        assertThat(callers).containsExactly(NAME.name());
        client.stop();
    }

    @Test
    void anEmptyOrUnreadableBundleIsRefusedAndTheLastStays() throws Exception {
        List<String> versions = new CopyOnWriteArrayList<>();
        TrustBundleClient client = client(loopback(server), sockets.channels(Sockets.noTls()));
        client.start();
        tell(bundle("same", old));
        Sockets.await(() -> trust.get().version().equals("same"));
        trust.subscribe(Runnable::run, seen -> versions.add(seen.version()));
        tell(Bundle.newBuilder().setVersion("empty").build());
        tell(bundle("garbage", next).toBuilder().addAnchors(GARBAGE).build());
        tell(bundle("a version longer than anybody needs ".repeat(4), next));
        tell(bundle("readable", old, next));
        Sockets.await(() -> trust.get().version().equals("readable"));

        assertThat(versions).containsExactly("same", "readable");
        client.stop();
    }

    @Test
    void withAControlPlaneThatKnowsNoSuchCallTheEnvironmentStays() throws Exception {
        TrustBundleClient client = client(loopback(foreign), sockets.channels(Sockets.noTls()));
        client.start();
        Sockets.await(() -> new Exposition(sockets.metrics()).text().contains("grpc_status=\"12\""));

        assertThat(trust.get()).isEqualTo(TrustBundle.ofEnvironment(old.anchors()));
        client.stop();
    }

    @Test
    void everyChangeIsBelievedOnAConnectionThatTheBundleBeforeVerified() throws Exception {
        MeshTls tls = new MeshTls(old.anchors(), Duration.ofSeconds(10));
        trust.subscribe(Runnable::run, bundle -> tls.trust(bundle.anchors()));
        ControlChannels channels = sockets.channels(new Following(tls));
        try (TlsFront front = new TlsFront(sockets.servers(), old.leaf(SERVICE.name()), old.anchors(), server.port())) {
            ControlPlane service =
                    new ControlPlane(new Authority("127.0.0.1", front.address().getPort()), Optional.of(SERVICE));
            TrustBundleClient client = client(service, channels);
            client.start();
            tell(bundle("both", old, next));
            awaitWatchers(2);
            tell(bundle("rest", next));
            Sockets.await(() -> channels.trouble(service).isPresent()); // the front has a leaf of the old anchor

            assertThat(front.visits()).hasSize(2);
            assertThat(trust.get().anchors()).isEqualTo(next.anchors());
            client.stop();
        }
        tls.close();
    }

    @Test
    void aCertificateNobodyWouldBelieveIsNotShownToTheControlPlane() throws Exception {
        Leaf leaf = old.leaf(NAME.name());
        Instant now = Instant.now();
        MeshTls tls = new MeshTls(
                Stream.concat(old.anchors().stream(), next.anchors().stream()).toList(), Duration.ofSeconds(10));
        try (TlsFront front =
                new TlsFront(sockets.servers(), next.leaf(SERVICE.name()), next.anchors(), server.port())) {
            ControlPlane service =
                    new ControlPlane(new Authority("127.0.0.1", front.address().getPort()), Optional.of(SERVICE));
            tls.use(new Credentials(leaf.key(), leaf.chain(), now.minusSeconds(1)));
            TrustBundleClient expired = client(service, sockets.channels(new Following(tls)));
            expired.start();
            awaitWatchers(1);
            tls.use(new Credentials(leaf.key(), leaf.chain(), now.plusSeconds(3600)));
            tls.trust(next.anchors());
            TrustBundleClient disowned = client(service, sockets.channels(new Following(tls)));
            disowned.start();
            awaitWatchers(2);

            assertThat(front.visits()).extracting(TlsFront.Visit::client).containsExactly("", "");
            expired.stop();
            disowned.stop();
        }
        tls.close();
    }

    private TrustBundleClient client(ControlPlane service, ControlChannels channels) {
        ProxyConfig.Identity config = new ProxyConfig.Identity(
                Path.of("/absent"),
                old.anchors(),
                Path.of("/absent/token"),
                NAME,
                service,
                Duration.ofSeconds(10),
                Duration.ofHours(24));
        Backoff backoff = new Backoff(Duration.ofMillis(10), Duration.ofMillis(100), 0);
        return new TrustBundleClient(config, channels, backoff, RandomGenerator.getDefault(), trust);
    }

    private static ControlPlane loopback(GrpcServer server) {
        return new ControlPlane(new Authority("127.0.0.1", server.port()), Optional.empty());
    }

    private void awaitWatchers(int count) throws InterruptedException {
        Sockets.await(() -> watchers.size() >= count);
    }

    private void tell(Bundle bundle) throws InterruptedException {
        awaitWatchers(1);
        watchers.getLast().onNext(bundle);
    }

    private static Bundle bundle(String version, TestAuthority... authorities) {
        Bundle.Builder bundle = Bundle.newBuilder().setVersion(version);
        Stream.of(authorities)
                .flatMap(authority -> authority.anchors().stream())
                .forEach(anchor -> bundle.addAnchors(der(anchor)));
        return bundle.build();
    }

    private static ByteString der(X509Certificate certificate) {
        try {
            return ByteString.copyFrom(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells whatever the test says. */
    private final class Watched extends TrustBundleImplBase {
        @Override
        public void watch(WatchRequest request, StreamObserver<Bundle> answers) {
            watchers.add(answers);
        }
    }

    /** What callers say of themselves. */
    private final class Callers implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> handler) {
            callers.add(
                    String.valueOf(headers.get(Metadata.Key.of("l5d-client-id", Metadata.ASCII_STRING_MARSHALLER))));
            return handler.startCall(call, headers);
        }
    }

    /** TLS of whatever is in force. */
    private record Following(MeshTls tls) implements ControlTls {
        @Override
        public SslHandler newHandler(ByteBufAllocator alloc, WorkloadIdentity server) {
            return tls.controlClient(alloc, server.name(), Instant.now());
        }
    }
}
