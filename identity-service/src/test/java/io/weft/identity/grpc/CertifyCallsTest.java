package io.weft.identity.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weft.api.identity.CertifyRequest;
import io.weft.api.identity.CertifyResponse;
import io.weft.identity.ca.AuthorityListener;
import io.weft.identity.ca.Certifier;
import io.weft.identity.ca.IdentityNaming;
import io.weft.identity.ca.IssuerReload;
import io.weft.identity.ca.LeafTerms;
import io.weft.identity.token.ServiceAccount;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class CertifyCallsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Answers answers = new Answers();

    @Test
    void callerForWhomThereIsNoRoomIsToldToComeAgain() {
        calls(_ -> {
                    throw new RejectedExecutionException("full");
                })
                .certify(CertifyRequest.getDefaultInstance(), answers);

        assertThat(answers.codes).containsExactly(Status.Code.UNAVAILABLE);
        assertThat(registry.get("identity.certifications")
                        .tag("outcome", "busy")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void callsThreadIsFreeWhileAReviewTakesItsTime() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        calls(waiting::add).certify(CertifyRequest.getDefaultInstance(), answers);
        assertThat(answers.codes).isEmpty();

        waiting.remove().run();
        assertThat(answers.codes).as("no issuer").containsExactly(Status.Code.UNAVAILABLE);
    }

    private CertifyCalls calls(Executor threads) {
        Clock clock = Clock.systemUTC();
        Certifier certifier = new Certifier(
                new IssuerReload(clock, new AuthorityListener() {}),
                _ -> new ServiceAccount("shop", "web"),
                new IdentityNaming("linkerd", "cluster.local"),
                new LeafTerms(Duration.ofHours(24), Duration.ZERO),
                clock,
                new AuthorityListener() {});
        return new CertifyCalls(certifier, new CertifyMeter(registry), threads);
    }

    private static final class Answers implements StreamObserver<CertifyResponse> {
        final List<Status.Code> codes = new ArrayList<>();

        @Override
        public void onNext(CertifyResponse response) {}

        @Override
        public void onError(Throwable failure) {
            codes.add(Status.fromThrowable(failure).getCode());
        }

        @Override
        public void onCompleted() {
            codes.add(Status.Code.OK);
        }
    }
}
