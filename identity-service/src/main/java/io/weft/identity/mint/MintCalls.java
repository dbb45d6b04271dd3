package io.weft.identity.mint;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.weft.api.weftidentity.MintRequest;
import io.weft.api.weftidentity.MintResponse;
import io.weft.api.weftidentity.WorkloadTokensGrpc.WorkloadTokensImplBase;
import io.weft.core.WorkloadIdentity;
import io.weft.identity.grpc.Departed;
import io.weft.identity.mint.MintRefusal.Reason;
import io.weft.identity.token.ServiceAccount;
import io.weft.identity.token.TokenException;
import io.weft.identity.token.TokenMint;
import io.weft.kubernetes.resource.Pod;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers Mint, as {@link MintRules} allow. Every token and every refusal is logged and counted; no token is. */
public final class MintCalls extends WorkloadTokensImplBase {
    private static final Logger log = LoggerFactory.getLogger(MintCalls.class);

    private final PodIndex pods;
    private final MintRules rules;
    private final TokenMint mint;
    private final MintMeter meter;
    private final Duration patience;
    private final Executor executor;

    /**
     * @param patience how long to wait for a Pod that is not known yet
     * @param executor what calls run on
     */
    public MintCalls(
            PodIndex pods, MintRules rules, TokenMint mint, MintMeter meter, Duration patience, Executor executor) {
        this.pods = pods;
        this.rules = rules;
        this.mint = mint;
        this.meter = meter;
        this.patience = patience;
        this.executor = executor;
    }

    @Override
    public void mint(MintRequest request, StreamObserver<MintResponse> out) {
        Peer peer = Peer.CONTEXT.get();
        Departed.isNoError(out);
        answer(request, peer, out, () -> {
            rules.requireUser(peer);
            ServiceAccount account = account(request);
            CompletableFuture<Void> _ = pods.await(request.getNamespace(), request.getName(), patience)
                    .thenAcceptAsync(
                            pod -> answer(request, peer, out, () -> send(pod, account, peer, request, out)), executor);
        });
    }

    private static ServiceAccount account(MintRequest request) {
        if (!WorkloadIdentity.isLabel(request.getName())) {
            throw new MintRefusal(Reason.MALFORMED, "the name of the Pod is no DNS-1123 label");
        }
        try {
            return new ServiceAccount(request.getNamespace(), request.getServiceAccount());
        } catch (IllegalArgumentException e) {
            throw new MintRefusal(Reason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private void send(
            Optional<Pod> found,
            ServiceAccount account,
            Peer peer,
            MintRequest request,
            StreamObserver<MintResponse> out) {
        Pod pod = found.orElseThrow(this::absent);
        rules.requireHolder(peer, pod, account);
        try {
            TokenMint.Minted minted = mint.mint(account, request.getName());
            meter.minted();
            log.info(
                    "minted a token for {}/{}, service account {}, asked by process {}",
                    request.getNamespace(),
                    request.getName(),
                    account.name(),
                    peer.pid());
            out.onNext(MintResponse.newBuilder()
                    .setToken(ByteString.copyFrom(minted.token()))
                    .setExpires(
                            Timestamp.newBuilder().setSeconds(minted.expires().getEpochSecond()))
                    .build());
            out.onCompleted();
        } catch (TokenException e) {
            throw new MintRefusal(Reason.NOT_LOADED, String.valueOf(e.getMessage()));
        }
    }

    private MintRefusal absent() {
        return pods.isLoaded()
                ? new MintRefusal(Reason.NO_POD, "no Pod manifest of that name stands in the folder; write it first")
                : new MintRefusal(Reason.NOT_LOADED, "the folder of manifests has not been read yet");
    }

    private void answer(MintRequest request, Peer peer, StreamObserver<MintResponse> out, Runnable action) {
        try {
            action.run();
        } catch (MintRefusal e) {
            meter.refused(e.reason());
            log.info(
                    "refused a token for {}/{} to process {} of uid {}: {}",
                    label(request.getNamespace()),
                    label(request.getName()),
                    peer.pid(),
                    peer.uid(),
                    e.getStatus().getDescription());
            out.onError(e);
        } catch (RuntimeException e) {
            meter.failed();
            log.error("minting failed by surprise", e);
            out.onError(Status.INTERNAL.asRuntimeException());
        }
    }

    private static String label(String text) {
        return WorkloadIdentity.isLabel(text) ? text : "?";
    }
}
