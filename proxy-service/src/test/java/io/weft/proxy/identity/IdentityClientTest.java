package io.weft.proxy.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.weft.api.identity.CertifyRequest;
import io.weft.api.identity.CertifyResponse;
import io.weft.api.identity.IdentityGrpc;
import io.weft.core.Authority;
import io.weft.core.Latest;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.config.ControlPlane;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.control.ControlTls;
import io.weft.proxy.control.GrpcServer;
import io.weft.proxy.control.Sockets;
import io.weft.proxy.control.TlsFront;
import io.weft.proxy.control.TlsFront.Visit;
import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.pki.TestCsr;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityClientTest {
    private static final WorkloadIdentity NAME =
            new WorkloadIdentity("web.shop.serviceaccount.identity.linkerd.cluster.local");
    private static final WorkloadIdentity SERVICE =
            new WorkloadIdentity("identity.linkerd.serviceaccount.identity.linkerd.cluster.local");

    @TempDir
    private Path directory;

    private final Instant expiry = Instant.now().plus(Duration.ofHours(20)).truncatedTo(ChronoUnit.SECONDS);
    private final TestAuthority authority = TestAuthority.create();
    private final Leaf leaf = authority.leaf(NAME.name());
    private final Sockets sockets = new Sockets();
    private final List<CertifyRequest> asked = new CopyOnWriteArrayList<>();
    private Function<CertifyRequest, CertifyResponse> answer = request -> good();
    private final GrpcServer server = new GrpcServer(new IdentityGrpc.IdentityImplBase() {
        @Override
        public void certify(CertifyRequest request, StreamObserver<CertifyResponse> answers) {
            asked.add(request);
            try {
                answers.onNext(answer.apply(request));
                answers.onCompleted();
            } catch (StatusRuntimeException refused) {
                answers.onError(refused);
            }
        }
    });

    @BeforeEach
    void keyAndToken() throws Exception {
        // The leaf is made before the request here, so the request is made for the leaf's key.
        TestCsr csr = new TestCsr(
                "CN=" + NAME.name(),
                List.of(new GeneralName(GeneralName.dNSName, NAME.name())),
                KeyKind.P256,
                new KeyPair(leaf.certificate().getPublicKey(), leaf.key()));
        Path key = directory.resolve("key.p8");
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(key, leaf.key().getEncoded());
        Files.write(directory.resolve("csr.der"), csr.der());
        token("first token\n");
    }

    @AfterEach
    void close() {
        server.close();
        sockets.close();
    }

    @Test
    void tokenAndRequestAreExchangedForALeaf() throws Exception {
        Credentials credentials = client(loopback(), Sockets.noTls()).certify().get(20, TimeUnit.SECONDS);

        assertThat(asked)
                .containsExactly(CertifyRequest.newBuilder()
                        .setIdentity(NAME.name())
                        .setToken(ByteString.copyFromUtf8("first token\n"))
                        .setCertificateSigningRequest(
                                ByteString.copyFrom(Files.readAllBytes(directory.resolve("csr.der"))))
                        .build());
        assertThat(credentials).isEqualTo(new Credentials(leaf.key(), leaf.chain(), expiry));
    }

    @Test
    void tokenIsReadAnewForEveryAttempt() throws Exception {
        IdentityClient client = client(loopback(), Sockets.noTls());
        client.certify().get(20, TimeUnit.SECONDS);
        token("second token");
        client.certify().get(20, TimeUnit.SECONDS);

        assertThat(asked)
                .extracting(request -> request.getToken().toStringUtf8())
                .containsExactly("first token\n", "second token");
    }

    @Test
    void everyAttemptDialsAnewAndTheFirstHasNoCertificate() throws Exception {
        Optional<Leaf> none = Optional.empty();
        try (TlsFront front =
                new TlsFront(sockets.servers(), authority.leaf(SERVICE.name()), authority.anchors(), server.port())) {
            ControlPlane service =
                    new ControlPlane(new Authority("127.0.0.1", front.address().getPort()), Optional.of(SERVICE));
            List<ControlTls> inTurn = List.of(Sockets.tls(authority, none), Sockets.tls(authority, Optional.of(leaf)));
            int[] turn = {0};
            IdentityClient client =
                    client(service, (alloc, name) -> inTurn.get(turn[0]++).newHandler(alloc, name));
            client.certify().get(20, TimeUnit.SECONDS);
            client.certify().get(20, TimeUnit.SECONDS);

            assertThat(front.visits())
                    .containsExactly(new Visit(SERVICE.name(), ""), new Visit(SERVICE.name(), "CN=" + NAME.name()));
        }
    }

    @Test
    void answerThatIsNoGoodFailsTheAttempt() throws Exception {
        Leaf stranger = TestAuthority.create().leaf(NAME.name());

        assertThat(failure(request ->
                        response(leaf, expiry).toBuilder().clearValidUntil().build()))
                .contains("does not say until when");
        assertThat(failure(request -> response(leaf, Instant.now().minusSeconds(1))))
                .contains("has expired");
        assertThat(failure(request -> response(authority.leaf(NAME.name()), expiry)))
                .contains("another key");
        assertThat(failure(request -> response(stranger, expiry))).contains("another key");
        assertThat(failure(request -> CertifyResponse.getDefaultInstance())).contains("until when");
    }

    @Test
    void refusalFailsTheAttemptWithItsReason() throws Exception {
        assertThat(failure(request -> {
                    throw Status.FAILED_PRECONDITION
                            .withDescription("token not authenticated")
                            .asRuntimeException();
                }))
                .contains("FAILED_PRECONDITION")
                .contains("token not authenticated");
    }

    @Test
    void unreadableTokenFailsTheAttempt() throws Exception {
        Files.delete(directory.resolve("token"));

        assertThat(failure(request -> good())).contains("cannot read the token");
        assertThat(asked).isEmpty();
    }

    private String failure(Function<CertifyRequest, CertifyResponse> wrong) throws Exception {
        answer = wrong;
        Throwable failure = catchThrowable(
                () -> client(loopback(), Sockets.noTls()).certify().get(20, TimeUnit.SECONDS));
        assertThat(failure).hasCauseInstanceOf(CertifyException.class);
        return String.valueOf(failure.getMessage());
    }

    private IdentityClient client(ControlPlane service, ControlTls tls) {
        ProxyConfig.Identity config = new ProxyConfig.Identity(
                directory,
                authority.anchors(),
                directory.resolve("token"),
                NAME,
                service,
                Duration.ofSeconds(10),
                Duration.ofHours(24));
        return new IdentityClient(
                config,
                WorkloadKey.open(directory, NAME),
                sockets.channels(tls),
                sockets.blocking(),
                InstantSource.system(),
                new Latest<>(TrustBundle.ofEnvironment(authority.anchors())));
    }

    private ControlPlane loopback() {
        return new ControlPlane(new Authority("127.0.0.1", server.port()), Optional.empty());
    }

    private void token(String text) throws Exception {
        Files.writeString(directory.resolve("token"), text);
    }

    private CertifyResponse good() {
        return response(leaf, expiry);
    }

    private static CertifyResponse response(Leaf leaf, Instant expiry) {
        CertifyResponse.Builder response = CertifyResponse.newBuilder()
                .setLeafCertificate(der(leaf.certificate()))
                .setValidUntil(Timestamp.newBuilder().setSeconds(expiry.getEpochSecond()));
        leaf.intermediates().forEach(issuer -> response.addIntermediateCertificates(der(issuer)));
        return response.build();
    }

    private static ByteString der(X509Certificate certificate) {
        try {
            return ByteString.copyFrom(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
