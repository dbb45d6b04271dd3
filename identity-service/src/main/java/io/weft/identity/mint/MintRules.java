package io.weft.identity.mint;

import io.grpc.Status;
import io.weft.identity.token.ServiceAccount;
import io.weft.kubernetes.resource.KnownAnnotations;
import io.weft.kubernetes.resource.Pod;
import java.util.OptionalLong;

/**
 * Who may have a token, and for which workload.
 *
 * <p>The caller must be root, or run as we do. The workload's Pod must say which process runs it; while that process lives,
 * only it may ask. When it is gone, root may: the launcher takes over what it left.
 */
final class MintRules {
    private static final long ROOT = 0;

    private final long ownUid;
    private final Processes processes;

    MintRules(long ownUid, Processes processes) {
        this.ownUid = ownUid;
        this.processes = processes;
    }

    /** @throws io.grpc.StatusRuntimeException PERMISSION_DENIED if a caller of that user may have no token at all */
    void requireUser(Peer peer) {
        require(
                peer.uid() == ROOT || peer.uid() == ownUid,
                Status.PERMISSION_DENIED,
                "only root may ask for tokens; the caller's uid is " + peer.uid());
    }

    /** @throws io.grpc.StatusRuntimeException if {@code peer} may not have a token of {@code account} for {@code pod} */
    void requireHolder(Peer peer, Pod pod, ServiceAccount account) {
        String name = pod.metadata().namespace() + "/" + pod.metadata().name();
        require(
                pod.serviceAccountName().equals(account.name()),
                Status.FAILED_PRECONDITION,
                "Pod " + name + " runs as service account " + pod.serviceAccountName() + ", not " + account.name());
        long pid = number(pod, KnownAnnotations.PID, name);
        long startTime = number(pod, KnownAnnotations.START_TIME, name);
        require(
                peer.pid() == pid || !lives(pid, startTime),
                Status.PERMISSION_DENIED,
                "process " + pid + " runs " + name + " and is alive: only it may ask, not process " + peer.pid());
    }

    private boolean lives(long pid, long startTime) {
        return processes.startTime(pid).equals(OptionalLong.of(startTime));
    }

    private static long number(Pod pod, String annotation, String name) {
        String text = pod.metadata().annotation(annotation).orElse("");
        require(
                text.matches("[0-9]{1,18}"),
                Status.FAILED_PRECONDITION,
                "Pod " + name + " does not say which process runs it: the annotation " + annotation
                        + " is missing or no number");
        return Long.parseLong(text);
    }

    private static void require(boolean good, Status status, String otherwise) {
        if (!good) {
            throw status.withDescription(otherwise).asRuntimeException();
        }
    }
}
