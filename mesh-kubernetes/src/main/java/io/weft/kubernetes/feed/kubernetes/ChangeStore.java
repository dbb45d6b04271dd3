package io.weft.kubernetes.feed.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An informer's memory, and where it is listened to: what goes in is handed on at once, so that once the informer has synced
 * everything it listed has been handed on. Keeps of an object only what the informer needs to tell whether it changed.
 *
 * <p>An informer takes what it is told in the order in which it is told. What is older than what is known of an object, or is
 * of one that must have gone since, is not handed on, and {@link #isContradicted} from then on. An object that was made again is
 * another one: the end of the first says nothing of the second.
 *
 * <p>Threading: called by the informer, one call at a time but for reads.
 */
final class ChangeStore implements ItemStore<GenericKubernetesResource> {
    private final ResourceKind kind;
    private final KubernetesSerialization serialization;
    private final Supplier<@Nullable String> heardUpTo;
    private final Consumer<Change> changes;
    private final Map<String, GenericKubernetesResource> items = new ConcurrentHashMap<>();
    private final Map<ResourceId, GenericKubernetesResource> standing = new HashMap<>(); // the informer's thread only
    private volatile boolean contradicted;

    /** @param heardUpTo the version up to which the informer has heard everything; null before the first list is complete */
    ChangeStore(
            ResourceKind kind,
            KubernetesSerialization serialization,
            Supplier<@Nullable String> heardUpTo,
            Consumer<Change> changes) {
        this.kind = kind;
        this.serialization = serialization;
        this.heardUpTo = heardUpTo;
        this.changes = changes;
    }

    /** Whether something was told that cannot be true any more. */
    boolean isContradicted() {
        return contradicted;
    }

    @Override
    public String getKey(GenericKubernetesResource object) {
        ResourceId id = id(object);
        return id.namespace() + "/" + id.name() + "/" + object.getMetadata().getUid();
    }

    @Override
    public @Nullable GenericKubernetesResource put(String key, GenericKubernetesResource object) {
        if (isPast(object)) {
            contradicted = true;
            return items.get(key);
        }
        changes.accept(new Change.Put(id(object), serialization.asJson(object)));
        GenericKubernetesResource kept = trimmed(object);
        standing.put(id(object), kept);
        return items.put(key, kept);
    }

    /** Of an object that is not known, everything up to what was heard last is over. */
    private boolean isPast(GenericKubernetesResource object) {
        GenericKubernetesResource known = standing.get(id(object));
        return ResourceVersions.isOlder(
                object.getMetadata().getResourceVersion(),
                known == null ? heardUpTo.get() : known.getMetadata().getResourceVersion());
    }

    @Override
    public @Nullable GenericKubernetesResource remove(String key) {
        GenericKubernetesResource before = items.remove(key);
        if (before != null && standing.remove(id(before), before)) {
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
