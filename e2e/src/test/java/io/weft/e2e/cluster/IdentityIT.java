package io.weft.e2e.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.weft.api.identity.CertifyRequest;
import io.weft.api.identity.CertifyResponse;
import io.weft.api.identity.IdentityGrpc;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.pki.TestCsr;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** identity-service with the rights its service account has, real tokens, and a Secret's files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityIT {
    private final TestAuthority authority = TestAuthority.create();
    private @Nullable Tenant tenant;
    private @Nullable ServiceProgram program;
    private @Nullable ManagedChannel channel;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Tenant made = Tenant.create();
        tenant = made;
        made.account("linkerd-identity");
        made.allow(
                "linkerd-identity",
                create("authentication.k8s.io", "tokenreviews"),
                create("authorization.k8s.io", "subjectaccessreviews"),
                create("", "events"));
        made.account("web");
        made.account("operator");
        made.account("stranger");
        made.allow(
                "operator",
                new PolicyRuleBuilder()
                        .withNonResourceURLs("/weft/identity/api/v1/issuer", "/weft/identity/api/v1/openapi.json")
                        .withVerbs("get")
                        .build());
        Path issuer = Files.createDirectory(folder.resolve("issuer"));
        Pem.write(issuer.resolve("tls.crt"), Pem.of(authority.issuerP256().chain()));
        Pem.writePrivate(
                issuer.resolve("tls.key"), Pem.of(authority.issuerP256().key()));
        Pem.write(folder.resolve("ca-bundle.crt"), Pem.of(authority.anchors()));
        program = ServiceProgram.start(
                "identity-service",
                made.kubeconfig(folder.resolve("kubeconfig"), "linkerd-identity"),
                List.of(
                        "--mesh.feed.kind=kubernetes",
                        "--mesh.control-plane-namespace=" + made.namespace,
                        "--mesh.identity.issuer-directory=" + issuer,
                        "--mesh.identity.trust-roots-directory=" + folder),
                folder.resolve("log"));
        program.awaitReady();
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", program.grpc())
                .usePlaintext()
                .build();
    }

    @AfterAll
    void stop() {
        if (channel != null) {
            channel.shutdownNow();
        }
        if (program != null) {
            program.close();
        }
        if (tenant != null) {
            tenant.close();
        }
    }

    @Test
    void projectedTokenBecomesTheIdentityOfItsAccountAndAnEvent() throws Exception {
        CertifyResponse answer = certify("web", tenant().token("web", "identity.l5d.io"));
        X509Certificate leaf = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(answer.getLeafCertificate().toByteArray()));
        leaf.verify(authority.issuerP256().certificate().getPublicKey());
        assertThat(leaf.getSubjectAlternativeNames()).hasToString("[[2, " + identity("web") + "]]");
        await(() -> tenant().reasons("web").contains("IssuedLeafCertificate"));
    }

    @Test
    void tokenForTheApiServerIsRefused() {
        assertThat(status("web", tenant().token("web"))).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void tokenForTheAdminApiIsRefused() {
        assertThat(status("web", tenant().token("web", "weft-admin"))).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void anothersTokenIsRefused() {
        assertThat(status("web", tenant().token("stranger", "identity.l5d.io")))
                .isEqualTo(Status.Code.FAILED_PRECONDITION);
    }

    @Test
    void whatIsNoTokenIsRefused() {
        assertThat(status("web", "no.such.token")).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void tokenOfAnAccountThatIsGoneIsRefused() {
        tenant().account("leaving");
        String token = tenant().token("leaving", "identity.l5d.io");
        tenant().client
                .serviceAccounts()
                .inNamespace(tenant().namespace)
                .withName("leaving")
                .delete();
        assertThat(status("leaving", token)).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void operatorMayReadWhatTheRoleSaysAndNobodyElseMay() throws Exception {
        String operator = tenant().token("operator", "weft-admin");
        assertThat(api("/api/v1/issuer", operator)).isEqualTo(200);
        assertThat(api("/api/v1/openapi.json", operator)).isEqualTo(200);
        assertThat(api("/api/v1/anchors", operator)).isEqualTo(403);
        assertThat(api("/api/v1/issuer", tenant().token("stranger", "weft-admin")))
                .isEqualTo(403);
        assertThat(api("/api/v1/issuer", tenant().token("operator"))).isEqualTo(401);
        assertThat(api("/api/v1/issuer", tenant().token("operator", "identity.l5d.io")))
                .isEqualTo(401);
        assertThat(api("/api/v1/issuer", "nobody")).isEqualTo(401);
    }

    private int api(String path, String token) throws Exception {
        return program().status(path, token, authority);
    }

    private Status.Code status(String account, String token) {
        StatusRuntimeException refused =
                catchThrowableOfType(StatusRuntimeException.class, () -> certify(account, token));
        assertThat(refused).as("it was certified").isNotNull();
        return refused.getStatus().getCode();
    }

    private CertifyResponse certify(String account, String token) {
        if (channel == null) {
            throw new IllegalStateException("not started");
        }
        return IdentityGrpc.newBlockingStub(channel)
                .withDeadlineAfter(20, SECONDS)
                .certify(CertifyRequest.newBuilder()
                        .setIdentity(identity(account))
                        .setToken(ByteString.copyFromUtf8(token))
                        .setCertificateSigningRequest(ByteString.copyFrom(
                                TestCsr.of(identity(account)).der()))
                        .build());
    }

    private String identity(String account) {
        String namespace = tenant().namespace;
        return account + "." + namespace + ".serviceaccount.identity." + namespace + ".cluster.local";
    }

    private Tenant tenant() {
        if (tenant == null) {
            throw new IllegalStateException("not started");
        }
        return tenant;
    }

    private ServiceProgram program() {
        if (program == null) {
            throw new IllegalStateException("not started");
        }
        return program;
    }

    private static PolicyRule create(String group, String resource) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resource)
                .withVerbs("create")
                .build();
    }

    private static void await(Callable<Boolean> happened) throws Exception {
        long deadline = System.nanoTime() + SECONDS.toNanos(30);
        while (!happened.call()) {
            assertThat(System.nanoTime()).as("it never comes").isLessThan(deadline);
        }
    }
}
