package io.weft.kubernetes.feed.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An informer's memory, and where it is listened to: what goes in is handed on at once, so that once the informer has synced
 * everything it listed has been handed on. Keeps of an object only what the informer needs to tell whether it changed.
 *
 * <p>Threading: called by the informer, one call at a time but for reads.
 */
final class ChangeStore implements ItemStore<GenericKubernetesResource> {
    private final ResourceKind kind;
    private final KubernetesSerialization serialization;
    private final Consumer<Change> changes;
    private final Map<String, GenericKubernetesResource> items = new ConcurrentHashMap<>();

    ChangeStore(ResourceKind kind, KubernetesSerialization serialization, Consumer<Change> changes) {
        this.kind = kind;
        this.serialization = serialization;
        this.changes = changes;
    }

    @Override
    public String getKey(GenericKubernetesResource object) {
        return id(object).namespace() + "/" + id(object).name();
    }

    @Override
    public @Nullable GenericKubernetesResource put(String key, GenericKubernetesResource object) {
        changes.accept(new Change.Put(id(object), serialization.asJson(object)));
        return items.put(key, trimmed(object));
    }

    @Override
    public @Nullable GenericKubernetesResource remove(String key) {
        GenericKubernetesResource before = items.remove(key);
        if (before != null) {
            changes.accept(new Change.Gone(id(before)));
        }
        return before;
    }

    private ResourceId id(GenericKubernetesResource object) {
        ObjectMeta metadata = object.getMetadata();
        return new ResourceId(kind, Objects.requireNonNullElse(metadata.getNamespace(), ""), metadata.getName());
    }

    private static GenericKubernetesResource trimmed(GenericKubernetesResource object) {
        ObjectMeta metadata = object.getMetadata();
        GenericKubernetesResource trimmed = new GenericKubernetesResource();
        trimmed.setApiVersion(object.getApiVersion());
        trimmed.setKind(object.getKind());
        trimmed.setMetadata(new ObjectMetaBuilder()
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .build());
        return trimmed;
    }

    @Override
    public Stream<String> keySet() {
        return items.keySet().stream();
    }

    @Override
    public Stream<GenericKubernetesResource> values() {
        return items.values().stream();
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public @Nullable GenericKubernetesResource get(String key) {
        return items.get(key);
    }

    @Override
    public boolean isFullState() {
        return false;
    }
}
