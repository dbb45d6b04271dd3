package io.weft.identity.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import io.weft.api.identity.CertifyRequest;
import io.weft.api.identity.IdentityGrpc;
import io.weft.api.weftidentity.MintRequest;
import io.weft.api.weftidentity.WorkloadTokensGrpc;
import io.weft.identity.pem.PemText;
import io.weft.identity.token.ServiceAccount;
import io.weft.identity.token.TokenKeys;
import io.weft.identity.token.TokenMint;
import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestCsr;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the running service refuses: the caller gets a status, the log a reason, the metrics a count. */
@ExtendWith(OutputCaptureExtension.class)
class RefusalsTest {
    private static final String WEB = "web.shop.serviceaccount.identity.linkerd.cluster.local";
    private static final String API = "api.shop.serviceaccount.identity.linkerd.cluster.local";
    private static final String TOKEN_REFUSED = "refused to certify " + WEB + ": the token is refused: ";
    private static final EventLoopGroup LOOP = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

    @TempDir
    private static Path directory = Path.of("");

    private static Optional<Service> started = Optional.empty();
    private static Optional<ManagedChannel> launcher = Optional.empty();

    @BeforeAll
    static void start() throws Exception {
        Path socket = directory.resolve("run/mint.sock");
        Files.createDirectory(directory.resolve("manifests"));
        started = Optional.of(new Service(
                directory.resolve("identity"),
                "--mesh.identity.bootstrap=true",
                "--mesh.identity.mint-socket=" + socket,
                "--mesh.feed.folder.path=" + directory.resolve("manifests")));
        launcher = Optional.of(NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
                .eventLoopGroup(LOOP)
                .channelType(EpollDomainSocketChannel.class)
                .usePlaintext()
                .build());
    }

    @AfterAll
    static void stop() {
        launcher.ifPresent(ManagedChannel::shutdownNow);
        started.ifPresent(Service::close);
        LOOP.shutdownGracefully(0, 1, SECONDS).syncUninterruptibly();
    }

    @Test
    void forgedToken(CapturedOutput log) throws Exception {
        TokenKeys foreign = new TokenKeys();
        foreign.update(Optional.of(Pem.of(KeyKind.P256.generate().getPrivate())));
        byte[] token = mintedWith(foreign, Clock.systemUTC());

        assertCertifyRefused(
                log,
                Status.Code.FAILED_PRECONDITION,
                "token",
                TOKEN_REFUSED + "its signature is not ours",
                token,
                csr());
    }

    @Test
    void expiredToken(CapturedOutput log) throws Exception {
        byte[] token = mintedWith(keys(), Clock.offset(Clock.systemUTC(), Duration.ofHours(-2)));

        assertCertifyRefused(
                log, Status.Code.FAILED_PRECONDITION, "token", TOKEN_REFUSED + "it has expired", token, csr());
    }

    @Test
    void tokenOfAForeignAudience(CapturedOutput log) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.ES256),
                new JWTClaimsSet.Builder()
                        .issuer("weft")
                        .subject("system:serviceaccount:shop:web")
                        .audience("somebody.else")
                        .expirationTime(Date.from(Clock.systemUTC().instant().plusSeconds(60)))
                        .build());
        token.sign(new ECDSASigner((ECPrivateKey) PemText.privateKey(tokenKey())));

        assertCertifyRefused(
                log,
                Status.Code.FAILED_PRECONDITION,
                "token",
                TOKEN_REFUSED + "it was made for another audience than identity.l5d.io",
                token.serialize().getBytes(StandardCharsets.US_ASCII),
                csr());
    }

    @Test
    void tokenPresentedWithAnotherIdentity(CapturedOutput log) throws Exception {
        byte[] token = new TokenMint(keys(), Clock.systemUTC())
                .mint(new ServiceAccount("shop", "api"), "api-1")
                .token();

        assertCertifyRefused(
                log,
                Status.Code.FAILED_PRECONDITION,
                "other_identity",
                "refused to certify " + WEB + ": the token proves " + API + ", not " + WEB,
                token,
                csr());
    }

    @Test
    void signingRequestWithASecondName(CapturedOutput log) throws Exception {
        assertCertifyRefused(
                log,
                Status.Code.FAILED_PRECONDITION,
                "request",
                "refused to certify " + WEB + ": the signing request is refused: exactly one DNS name is expected",
                mintedWith(keys(), Clock.systemUTC()),
                csr().and(GeneralName.dNSName, API));
    }

    @Test
    void signingRequestOfAnRsaKey(CapturedOutput log) throws Exception {
        assertCertifyRefused(
                log,
                Status.Code.INTERNAL,
                "key",
                "refused to certify " + WEB + ": the key to certify is not ECDSA P-256",
                mintedWith(keys(), Clock.systemUTC()),
                csr().key(KeyKind.RSA2048));
    }

    @Test
    void mintForANameThatALiveProcessHolds(CapturedOutput log) throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            writePod("held-1", other.pid());
            assertMintRefused(
                    log,
                    Status.Code.PERMISSION_DENIED,
                    "held",
                    "process " + other.pid() + " runs shop/held-1 and is alive: only it may ask",
                    "held-1",
                    "web");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void mintForAnAccountThatThePodDoesNotName(CapturedOutput log) throws Exception {
        writePod("web-1", ProcessHandle.current().pid());
        assertMintRefused(
                log,
                Status.Code.FAILED_PRECONDITION,
                "other_account",
                "Pod shop/web-1 runs as service account web, not api",
                "web-1",
                "api");
    }

    private static void assertCertifyRefused(
            CapturedOutput log, Status.Code status, String outcome, String line, byte[] token, TestCsr csr)
            throws Exception {
        assertRefused(log, status, "identity_certifications_total{outcome=\"" + outcome + "\"}", line, () -> {
            var _ = IdentityGrpc.newBlockingStub(service().channel)
                    .withDeadlineAfter(20, SECONDS)
                    .certify(CertifyRequest.newBuilder()
                            .setIdentity(WEB)
                            .setToken(ByteString.copyFrom(token))
                            .setCertificateSigningRequest(ByteString.copyFrom(csr.der()))
                            .build());
        });
    }

    private static void assertMintRefused(
            CapturedOutput log, Status.Code status, String outcome, String reason, String pod, String account)
            throws Exception {
        String line = "refused a token for shop/" + pod + " to process "
                + ProcessHandle.current().pid();
        assertRefused(log, status, "identity_mints_total{outcome=\"" + outcome + "\"}", line, () -> {
            var _ = WorkloadTokensGrpc.newBlockingStub(launcher.orElseThrow())
                    .withDeadlineAfter(20, SECONDS)
                    .mint(MintRequest.newBuilder()
                            .setNamespace("shop")
                            .setServiceAccount(account)
                            .setName(pod)
                            .build());
        });
        assertThat(log.getAll()).contains(reason);
    }

    private static void assertRefused(CapturedOutput log, Status.Code status, String series, String line, Runnable call)
            throws Exception {
        double before = service().metric(series);
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call::run);

        assertThat(refused).as("it was not refused").isNotNull();
        assertThat(refused.getStatus().getCode()).isEqualTo(status);
        assertThat(log.getAll()).contains(line);
        assertThat(service().metric(series)).isEqualTo(before + 1);
    }

    private static Service service() {
        return started.orElseThrow();
    }

    private static TestCsr csr() {
        return TestCsr.of(WEB);
    }

    private static byte[] mintedWith(TokenKeys keys, Clock clock) throws Exception {
        return new TokenMint(keys, clock)
                .mint(new ServiceAccount("shop", "web"), "web-1")
                .token();
    }

    private static TokenKeys keys() throws Exception {
        TokenKeys keys = new TokenKeys();
        keys.update(Optional.of(tokenKey()));
        return keys;
    }

    private static String tokenKey() throws Exception {
        return Files.readString(directory.resolve("identity/token.key"));
    }

    private static void writePod(String name, long pid) throws Exception {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String startTime = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
        Path manifests = directory.resolve("manifests");
        Path aside = Files.writeString(manifests.resolve("." + name), """
                apiVersion: v1
                kind: Pod
                metadata:
                  namespace: shop
                  name: %s
                  annotations: {weft.io/pid: "%d", weft.io/start-time: "%s"}
                spec:
                  serviceAccountName: web
                """.formatted(name, pid, startTime));
        Files.move(aside, manifests.resolve(name + ".yaml"), StandardCopyOption.ATOMIC_MOVE);
    }
}
