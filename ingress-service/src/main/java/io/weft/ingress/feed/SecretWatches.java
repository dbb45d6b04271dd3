package io.weft.ingress.feed;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.weft.ingress.rules.SecretRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The Secrets that are named, one watch each: no other one comes into this process.
 *
 * <p>Threading: one thread only.
 */
final class SecretWatches implements AutoCloseable {
    private static final String TYPE = "kubernetes.io/tls";

    private final KubernetesClient client;
    private final Runnable changed;
    private final Map<SecretRef, Watched<Secret>> watches = new HashMap<>();

    SecretWatches(KubernetesClient client, Runnable changed) {
        this.client = client;
        this.changed = changed;
    }

    /** Watches these and no others. */
    void follow(Set<SecretRef> wanted) {
        watches.entrySet().removeIf(entry -> {
            boolean over = !wanted.contains(entry.getKey());
            if (over) {
                entry.getValue().close();
            }
            return over;
        });
        wanted.forEach(ref -> watches.computeIfAbsent(ref, this::watch));
    }

    /** Whether it is known of each what it holds, or that it is not there. */
    boolean synced() {
        return watches.values().stream().allMatch(Watched::synced);
    }

    /** One that is watched, if it is there and holds a certificate. */
    Optional<Secret> find(SecretRef ref) {
        return Optional.ofNullable(watches.get(ref))
                .flatMap(watched -> watched.list().stream()
                        .filter(secret -> TYPE.equals(secret.getType()))
                        .findFirst());
    }

    private Watched<Secret> watch(SecretRef ref) {
        return new Watched<>(client.secrets().inNamespace(ref.namespace()).withName(ref.name()), changed);
    }

    @Override
    public void close() {
        follow(Set.of());
    }
}
