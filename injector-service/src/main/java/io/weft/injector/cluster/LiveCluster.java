package io.weft.injector.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.weft.injection.Surroundings;
import io.weft.service.cluster.Notice;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks the API server: Namespaces are watched, since every review needs one; owners are asked for when first met, and
 * remembered.
 */
public final class LiveCluster implements ClusterFacts, AutoCloseable {
    private static final int REMEMBERED_OWNERS = 10_000;

    private final KubernetesClient client;
    private final SharedIndexInformer<Namespace> namespaces;
    private final Consumer<Notice> events;
    private final Map<String, Surroundings.Owner> owners = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Surroundings.Owner> eldest) {
            return size() > REMEMBERED_OWNERS;
        }
    });

    /**
     * Begins to watch, and waits for the first complete list.
     *
     * @param events returns at once
     */
    public LiveCluster(KubernetesClient client, Consumer<Notice> events) {
        this.client = client;
        this.events = events;
        this.namespaces = client.namespaces().inform();
    }

    @Override
    public Surroundings namespace(String name) {
        Namespace known = namespaces.getStore().getByKey(name);
        Namespace found = known == null ? client.namespaces().withName(name).get() : known;
        return found == null
                ? Surroundings.of(name)
                : new Surroundings(
                        name,
                        orEmpty(found.getMetadata().getAnnotations()),
                        orEmpty(found.getMetadata().getLabels()),
                        Optional.empty());
    }

    @Override
    public Optional<Surroundings.Owner> topmost(String namespace, DirectOwner direct) {
        String key = direct.uid().isEmpty() ? namespace + "/" + direct.kind() + "/" + direct.name() : direct.uid();
        Surroundings.Owner known = owners.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Surroundings.Owner found = ask(namespace, direct);
        owners.put(key, found);
        return Optional.of(found);
    }

    @Override
    public void event(String namespace, DirectOwner owner, String reason, String message) {
        Notice.Subject about =
                new Notice.Subject(owner.apiVersion(), owner.kind(), namespace, owner.name(), owner.uid());
        events.accept(new Notice(about, Notice.Urgency.NORMAL, reason, message));
    }

    @Override
    public void close() {
        namespaces.close();
    }

    private Surroundings.Owner ask(String namespace, DirectOwner direct) {
        HasMetadata owner = switch (direct.kind()) {
            case "ReplicaSet" ->
                client.apps()
                        .replicaSets()
                        .inNamespace(namespace)
                        .withName(direct.name())
                        .get();
            case "Job" ->
                client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(namespace)
                        .withName(direct.name())
                        .get();
            default -> null;
        };
        return Optional.ofNullable(owner).map(each -> each.getMetadata().getOwnerReferences()).stream()
                .flatMap(java.util.Collection::stream)
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst()
                .map(LiveCluster::named)
                .orElseGet(() -> new Surroundings.Owner(direct.kind(), direct.name()));
    }

    private static Surroundings.Owner named(OwnerReference reference) {
        return new Surroundings.Owner(reference.getKind(), reference.getName());
    }

    @SuppressWarnings("NullAway") // the model leaves absent maps null
    private static Map<String, String> orEmpty(Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
