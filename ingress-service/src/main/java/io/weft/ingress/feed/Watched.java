package io.weft.ingress.feed;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;

/**
 * Objects of one kind, kept up with for ever: whatever goes wrong, they are listed again.
 *
 * <p>Threading: safe from any thread.
 */
final class Watched<T extends HasMetadata> implements AutoCloseable {
    private final SharedIndexInformer<T> informer;

    Watched(Informable<T> which, Runnable changed) {
        informer = which.runnableInformer(0).exceptionHandler((started, problem) -> true);
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(T object) {
                changed.run();
            }

            @Override
            public void onUpdate(T before, T now) {
                changed.run();
            }

            @Override
            public void onDelete(T object, boolean isStale) {
                changed.run();
            }

            @Override
            public void onNothing() {
                changed.run();
            }
        });
        informer.start();
    }

    boolean synced() {
        return informer.hasSynced();
    }

    List<T> list() {
        return informer.getStore().list();
    }

    @Override
    public void close() {
        informer.stop();
    }
}
