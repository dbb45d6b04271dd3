package io.weft.identity.mint;

import io.weft.kubernetes.feed.FeedListener;
import io.weft.kubernetes.resource.Pod;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The Pods of the folder, by name. A Pod just written is not known yet: the feed waits for a file to settle, so who asks for
 * one waits a little too.
 *
 * <p>Threading: safe from any thread. Futures complete on the feed's thread or a timer's.
 */
public final class PodIndex implements FeedListener {
    private final Map<ResourceId, Pod> pods = new HashMap<>(); // guarded by this
    private final Map<ResourceId, List<CompletableFuture<Optional<Pod>>>> waiting = new HashMap<>(); // guarded by this
    private boolean loaded; // guarded by this

    @Override
    public void reset(Collection<Resource> all) {
        synchronized (this) {
            loaded = true;
            pods.clear();
        }
        all.forEach(this::apply);
    }

    @Override
    public void apply(Resource resource) {
        if (resource instanceof Pod pod) {
            put(pod).forEach(waiter -> waiter.complete(Optional.of(pod)));
        }
    }

    @Override
    public synchronized void delete(ResourceId id) {
        pods.remove(id);
    }

    /** Whether the feed's first complete state is known. */
    synchronized boolean isLoaded() {
        return loaded;
    }

    /** The Pod, now or as soon as it is known; empty if it is not within {@code patience}. */
    CompletableFuture<Optional<Pod>> await(String namespace, String name, Duration patience) {
        ResourceId id = new ResourceId(ResourceKind.POD, namespace, name);
        CompletableFuture<Optional<Pod>> answer = new CompletableFuture<>();
        synchronized (this) {
            Pod known = pods.get(id);
            if (known != null) {
                return CompletableFuture.completedFuture(Optional.of(known));
            }
            waiting.computeIfAbsent(id, _ -> new ArrayList<>()).add(answer);
        }
        answer.completeOnTimeout(Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS);
        return answer.whenComplete((_, _) -> forgetAnswered(id));
    }

    private synchronized List<CompletableFuture<Optional<Pod>>> put(Pod pod) {
        pods.put(pod.id(), pod);
        return List.copyOf(waiting.getOrDefault(pod.id(), List.of()));
    }

    private synchronized void forgetAnswered(ResourceId id) {
        waiting.computeIfPresent(id, (_, answers) -> {
            answers.removeIf(CompletableFuture::isDone);
            return answers.isEmpty() ? null : answers;
        });
    }
}
