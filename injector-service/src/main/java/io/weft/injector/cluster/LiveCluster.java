package io.weft.injector.cluster;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.weft.injection.Surroundings;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the API server: Namespaces are watched, since every review needs one; owners are asked for when first met, and
 * remembered.
 */
public final class LiveCluster implements ClusterFacts, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveCluster.class);
    private static final int REMEMBERED_OWNERS = 10_000;
    private static final String COMPONENT = "linkerd-proxy-injector";

    private final KubernetesClient client;
    private final SharedIndexInformer<Namespace> namespaces;
    private final Executor events;
    private final Clock clock;
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
     * @param events what writes events; may refuse them
     */
    public LiveCluster(KubernetesClient client, Executor events, Clock clock) {
        this.client = client;
        this.events = events;
        this.clock = clock;
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
        try {
            events.execute(() -> write(namespace, owner, reason, message));
        } catch (RejectedExecutionException full) {
            LOG.debug("too many events wait: {} of {}/{} is left out", reason, namespace, owner.name());
        }
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

    private void write(String namespace, DirectOwner owner, String reason, String message) {
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        try {
            client.v1()
                    .events()
                    .inNamespace(namespace)
                    .resource(new EventBuilder()
                            .withNewMetadata()
                            .withGenerateName(owner.name() + ".")
                            .withNamespace(namespace)
                            .endMetadata()
                            .withNewInvolvedObject()
                            .withApiVersion(owner.apiVersion())
                            .withKind(owner.kind())
                            .withName(owner.name())
                            .withNamespace(namespace)
                            .withUid(owner.uid())
                            .endInvolvedObject()
                            .withReason(reason)
                            .withMessage(message)
                            .withType("Normal")
                            .withFirstTimestamp(now)
                            .withLastTimestamp(now)
                            .withCount(1)
                            .withNewSource()
                            .withComponent(COMPONENT)
                            .endSource()
                            .build())
                    .create();
        } catch (KubernetesClientException refused) {
            LOG.debug("event {} of {}/{} was not written", reason, namespace, owner.name(), refused);
        }
    }

    private static Surroundings.Owner named(OwnerReference reference) {
        return new Surroundings.Owner(reference.getKind(), reference.getName());
    }

    @SuppressWarnings("NullAway") // the model leaves absent maps null
    private static Map<String, String> orEmpty(Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
