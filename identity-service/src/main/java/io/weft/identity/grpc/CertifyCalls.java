package io.weft.identity.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.weft.api.identity.CertifyRequest;
import io.weft.api.identity.CertifyResponse;
import io.weft.api.identity.IdentityGrpc.IdentityImplBase;
import io.weft.identity.ca.Certified;
import io.weft.identity.ca.Certifier;
import io.weft.identity.ca.CertifyException;
import io.weft.identity.ca.Refusal;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers Certify. Every issue and every refusal is logged and counted; no token, no key and no CSR is. */
public final class CertifyCalls extends IdentityImplBase {
    private static final Logger log = LoggerFactory.getLogger(CertifyCalls.class);

    private final Certifier certifier;
    private final CertifyMeter meter;
    private final Executor threads;

    /** @param threads where tokens are reviewed and leaves signed; may refuse work, which the caller is told to bring later */
    public CertifyCalls(Certifier certifier, CertifyMeter meter, Executor threads) {
        this.certifier = certifier;
        this.meter = meter;
        this.threads = threads;
    }

    @Override
    public void certify(CertifyRequest request, StreamObserver<CertifyResponse> out) {
        Departed.isNoError(out);
        try {
            threads.execute(() -> answer(request, out));
        } catch (RejectedExecutionException full) {
            refuse(
                    request,
                    out,
                    new CertifyException(Refusal.BUSY, "too many wait for their tokens to be reviewed; try again"));
        }
    }

    private void answer(CertifyRequest request, StreamObserver<CertifyResponse> out) {
        if (Departed.hasLeft(out)) {
            return; // whoever waited too long asks again
        }
        try {
            Certified certified = certifier.certify(
                    request.getIdentity(),
                    request.getToken().toByteArray(),
                    request.getCertificateSigningRequest().toByteArray());
            meter.issued();
            log.info(
                    "issued a leaf to {}, serial {}, valid until {}",
                    request.getIdentity(),
                    certified.leaf().getSerialNumber(),
                    certified.validUntil());
            out.onNext(response(certified));
            out.onCompleted();
        } catch (CertifyException e) {
            refuse(request, out, e);
        } catch (RuntimeException e) {
            log.error("certifying failed by surprise", e);
            out.onError(Status.INTERNAL.asRuntimeException());
        }
    }

    private void refuse(CertifyRequest request, StreamObserver<CertifyResponse> out, CertifyException e) {
        meter.refused(e.refusal());
        log.info("refused to certify {}: {}", Printable.of(request.getIdentity()), Printable.of(e.getMessage()));
        out.onError(RefusalStatus.of(e).asRuntimeException());
    }

    private static CertifyResponse response(Certified certified) {
        CertifyResponse.Builder response = CertifyResponse.newBuilder()
                .setLeafCertificate(ByteString.copyFrom(certified.leafDer()))
                .setValidUntil(timestamp(certified.validUntil()));
        certified.intermediatesDer().forEach(der -> response.addIntermediateCertificates(ByteString.copyFrom(der)));
        return response.build();
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
