package io.weft.proxy.mesh;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.weft.api.identity.CertifyRequest;
import io.weft.api.identity.CertifyResponse;
import io.weft.api.identity.IdentityGrpc;
import io.weft.api.weftidentity.Bundle;
import io.weft.api.weftidentity.TrustBundleGrpc;
import io.weft.api.weftidentity.WatchRequest;
import io.weft.testkit.pki.LeafSpec;
import io.weft.testkit.pki.TestIssuer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/** An identity service whose issuer and anchors a test changes. It certifies whoever asks. Threading: safe from any thread. */
public final class ScriptedIdentity {
    private final List<StreamObserver<Bundle>> watchers = new ArrayList<>(); // guarded by this
    private List<X509Certificate> anchors; // guarded by this
    private TestIssuer issuer; // guarded by this

    public ScriptedIdentity(List<X509Certificate> anchors, TestIssuer issuer) {
        this.anchors = anchors;
        this.issuer = issuer;
    }

    synchronized void anchors(List<X509Certificate> others) {
        anchors = others;
        watchers.removeIf(watcher -> ((ServerCallStreamObserver<Bundle>) watcher).isCancelled());
        watchers.forEach(watcher -> watcher.onNext(bundle()));
    }

    synchronized void issuer(TestIssuer other) {
        issuer = other;
    }

    private Bundle bundle() {
        Bundle.Builder bundle = Bundle.newBuilder().setVersion("of " + anchors.size());
        anchors.forEach(anchor -> bundle.addAnchors(der(anchor)));
        return bundle.build();
    }

    private static ByteString der(X509Certificate certificate) {
        try {
            return ByteString.copyFrom(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    public IdentityGrpc.IdentityImplBase certifier() {
        return new IdentityGrpc.IdentityImplBase() {
            @Override
            public void certify(CertifyRequest request, StreamObserver<CertifyResponse> answers) {
                answers.onNext(certified(request));
                answers.onCompleted();
            }
        };
    }

    public TrustBundleGrpc.TrustBundleImplBase bundles() {
        return new TrustBundleGrpc.TrustBundleImplBase() {
            @Override
            public void watch(WatchRequest request, StreamObserver<Bundle> answers) {
                synchronized (ScriptedIdentity.this) {
                    ((ServerCallStreamObserver<Bundle>) answers).setOnCancelHandler(() -> {});
                    watchers.add(answers);
                    answers.onNext(bundle());
                }
            }
        };
    }

    private synchronized CertifyResponse certified(CertifyRequest request) {
        List<X509Certificate> chain = issuer.certify(LeafSpec.of(request.getIdentity()), key(request));
        CertifyResponse.Builder response = CertifyResponse.newBuilder()
                .setLeafCertificate(der(chain.getFirst()))
                .setValidUntil(Timestamp.newBuilder()
                        .setSeconds(chain.getFirst().getNotAfter().toInstant().getEpochSecond()));
        chain.subList(1, chain.size()).forEach(above -> response.addIntermediateCertificates(der(above)));
        return response.build();
    }

    private static PublicKey key(CertifyRequest request) {
        try {
            return new JcaPKCS10CertificationRequest(
                            request.getCertificateSigningRequest().toByteArray())
                    .getPublicKey();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
