package io.weft.proxy.identity;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.weft.api.identity.CertifyRequest;
import io.weft.api.identity.CertifyResponse;
import io.weft.api.identity.IdentityGrpc;
import io.weft.core.Latest;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.control.ControlChannel;
import io.weft.proxy.control.ControlChannels;
import io.weft.proxy.control.ControlPart;
import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Certifies this workload: token and signing request out, leaf in. Every attempt reads the token anew and dials anew, so it
 * uses the certificate in force by then, or none.
 *
 * @see "wire-behaviour, 2: Identity bootstrap and certificates"
 */
public final class IdentityClient implements Certifier {
    private static final long ATTEMPT_SECONDS = 30;

    private final ProxyConfig.Identity config;
    private final WorkloadKey key;
    private final ControlChannels channels;
    private final Executor blocking;
    private final InstantSource clock;
    private final Latest<TrustBundle> trust;

    /**
     * Asks nothing yet.
     *
     * @param blocking reads the token file
     * @param trust what an answer must lead to
     */
    public IdentityClient(
            ProxyConfig.Identity config,
            WorkloadKey key,
            ControlChannels channels,
            Executor blocking,
            InstantSource clock,
            Latest<TrustBundle> trust) {
        this.config = config;
        this.key = key;
        this.channels = channels;
        this.blocking = blocking;
        this.clock = clock;
        this.trust = trust;
    }

    @Override
    public CompletableFuture<Credentials> certify() {
        CompletableFuture<Credentials> result = new CompletableFuture<>();
        blocking.execute(() -> {
            try {
                ByteString token = ByteString.copyFrom(Files.readAllBytes(config.tokenFile()));
                channels.loop().execute(() -> ask(token, result));
            } catch (IOException unreadable) {
                channels.loop()
                        .execute(() -> result.completeExceptionally(
                                new CertifyException("cannot read the token in " + config.tokenFile(), unreadable)));
            }
        });
        return result;
    }

    private void ask(ByteString token, CompletableFuture<Credentials> result) {
        CertifyRequest request = CertifyRequest.newBuilder()
                .setIdentity(config.localName().name())
                .setToken(token)
                .setCertificateSigningRequest(ByteString.copyFrom(key.signingRequest()))
                .build();
        ControlChannel channel = channels.open(ControlPart.IDENTITY, config.service());
        var _ = result.whenComplete((done, failed) -> channel.close());
        IdentityGrpc.newStub(channel.grpc())
                .withExecutor(channels.loop())
                .withWaitForReady()
                .withDeadlineAfter(ATTEMPT_SECONDS, TimeUnit.SECONDS)
                .certify(request, new Answer(result));
    }

    private Credentials accept(CertifyResponse response) throws CertifyException {
        Instant now = clock.instant();
        Instant expires = expiry(response);
        if (!expires.isAfter(now)) {
            throw new CertifyException("the certificate has expired: valid until " + expires);
        }
        List<byte[]> issuers = response.getIntermediateCertificatesList().stream()
                .map(ByteString::toByteArray)
                .toList();
        CertifiedChain judge = new CertifiedChain(
                config.localName(), key.publicKey(), trust.get().anchors());
        List<X509Certificate> chain = judge.accept(response.getLeafCertificate().toByteArray(), issuers, now);
        return new Credentials(key.key(), chain, expires);
    }

    private static Instant expiry(CertifyResponse response) throws CertifyException {
        if (!response.hasValidUntil()) {
            throw new CertifyException("the answer does not say until when it is valid");
        }
        try {
            return Instant.ofEpochSecond(
                    response.getValidUntil().getSeconds(),
                    response.getValidUntil().getNanos());
        } catch (DateTimeException | ArithmeticException impossible) {
            throw new CertifyException("the answer's expiry is no time", impossible);
        }
    }

    private final class Answer implements StreamObserver<CertifyResponse> {
        private final CompletableFuture<Credentials> result;

        Answer(CompletableFuture<Credentials> result) {
            this.result = result;
        }

        @Override
        public void onNext(CertifyResponse response) {
            try {
                result.complete(accept(response));
            } catch (CertifyException unacceptable) {
                result.completeExceptionally(unacceptable);
            }
        }

        @Override
        public void onError(Throwable failure) {
            Status status = Status.fromThrowable(failure);
            String answer = channels.trouble(config.service())
                    .map(reason -> " did not prove itself: " + reason)
                    .orElseGet(() -> " answered " + status.getCode() + ": " + status.getDescription());
            result.completeExceptionally(new CertifyException(config.service().address() + answer, failure));
        }

        @Override
        public void onCompleted() {
            result.completeExceptionally(new CertifyException(config.service().address() + " answered nothing"));
        }
    }
}
