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
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers Certify. Every issue and every refusal is logged and counted; no token, no key and no CSR is. */
public final class CertifyCalls extends IdentityImplBase {
    private static final Logger log = LoggerFactory.getLogger(CertifyCalls.class);

    private final Certifier certifier;
    private final CertifyMeter meter;

    public CertifyCalls(Certifier certifier, CertifyMeter meter) {
        this.certifier = certifier;
        this.meter = meter;
    }

    @Override
    public void certify(CertifyRequest request, StreamObserver<CertifyResponse> out) {
        Departed.isNoError(out);
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
            meter.refused(e.refusal());
            log.info("refused to certify {}: {}", Printable.of(request.getIdentity()), Printable.of(e.getMessage()));
            out.onError(RefusalStatus.of(e).asRuntimeException());
        } catch (RuntimeException e) {
            log.error("certifying failed by surprise", e);
            out.onError(Status.INTERNAL.asRuntimeException());
        }
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
