package io.weft.identity.mint;

import io.weft.identity.mint.MintRefusal.Reason;
import io.weft.identity.token.ServiceAccount;
import io.weft.kubernetes.resource.KnownAnnotations;
import io.weft.kubernetes.resource.Pod;
import java.util.OptionalLong;

/**
 * Who may have a token, and for which workload.
 *
 * <p>The caller must be root. The workload's Pod must say which process runs it; while that process lives,
 * only it may ask. When it is gone, root may: the launcher takes over what it left.
 */
public final class MintRules {
    private static final long ROOT = 0;

    private final long user;
    private final Processes processes;

    MintRules(long user, Processes processes) {
        this.user = user;
        this.processes = processes;
    }

    /** The rules of a machine: root asks. */
    public static MintRules ofRoot() {
        return ofUser(ROOT);
    }

    /** The same rules where {@code user}, a uid, stands in for root: a test need not be run as root. */
    public static MintRules ofUser(long user) {
        return new MintRules(user, new ProcFiles());
    }

    /** @throws MintRefusal if a caller of that user may have no token at all */
    void requireUser(Peer peer) {
        require(
                peer.uid() == user,
                Reason.USER,
                "only " + (user == ROOT ? "root" : "user " + user) + " may ask for tokens; the caller's uid is "
                        + peer.uid());
    }

    /** @throws MintRefusal if {@code peer} may not have a token of {@code account} for {@code pod} */
    void requireHolder(Peer peer, Pod pod, ServiceAccount account) {
        String name = pod.metadata().namespace() + "/" + pod.metadata().name();
        require(
                pod.serviceAccountName().equals(account.name()),
                Reason.OTHER_ACCOUNT,
                "Pod " + name + " runs as service account " + pod.serviceAccountName() + ", not " + account.name());
        long pid = number(pod, KnownAnnotations.PID, name);
        long startTime = number(pod, KnownAnnotations.START_TIME, name);
        require(
                peer.pid() == pid || !lives(pid, startTime),
                Reason.HELD,
                "process " + pid + " runs " + name + " and is alive: only it may ask, not process " + peer.pid());
    }

    private boolean lives(long pid, long startTime) {
        return processes.startTime(pid).equals(OptionalLong.of(startTime));
    }

    private static long number(Pod pod, String annotation, String name) {
        String text = pod.metadata().annotation(annotation).orElse("");
        require(
                text.matches("[0-9]{1,18}"),
                Reason.NO_HOLDER,
                "Pod " + name + " does not say which process runs it: the annotation " + annotation
                        + " is missing or no number");
        return Long.parseLong(text);
    }

    private static void require(boolean good, Reason reason, String otherwise) {
        if (!good) {
            throw new MintRefusal(reason, otherwise);
        }
    }
}
