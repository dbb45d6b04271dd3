package io.weft.kubernetes.feed.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps up with one kind in every namespace, for ever: whatever goes wrong, it lists again.
 *
 * <p>Threading: changes come from a thread of the informer's; the methods are safe from any thread.
 */
final class KindWatch implements AutoCloseable {
    private final ServedKind served;
    private final SharedIndexInformer<GenericKubernetesResource> informer;
    private final ChangeStore store;
    private volatile String trouble = "it is not being watched";

    KindWatch(KubernetesClient client, ServedKind served, Consumer<Change> changes) {
        this.served = served;
        this.informer = client.genericKubernetesResources(served.context())
                .inAnyNamespace()
                .runnableInformer(0)
                .exceptionHandler((started, problem) -> {
                    trouble = problem.toString();
                    return true;
                });
        this.store = new ChangeStore(
                served.kind(), client.getKubernetesSerialization(), informer::lastSyncResourceVersion, changes);
        informer.itemStore(store).start();
    }

    /** Whether everything there was has been handed on once. */
    boolean synced() {
        return informer.hasSynced();
    }

    /** Whether something was told that cannot be true any more. */
    boolean isContradicted() {
        return store.isContradicted();
    }

    /** Why what was handed on may be old; empty while changes arrive. */
    Optional<String> trouble() {
        return synced() && informer.isWatching()
                ? Optional.empty()
                : Optional.of(
                        served.plural() + " of " + served.kind().group() + "/" + served.version() + ": " + trouble);
    }

    @Override
    public void close() {
        informer.stop();
    }
}
