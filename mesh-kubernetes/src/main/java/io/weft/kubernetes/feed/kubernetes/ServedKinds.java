package io.weft.kubernetes.feed.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How an API server serves our kinds, for whoever writes to it. What it serves once is remembered; what it does not is asked for
 * again.
 *
 * <p>Threading: safe from any thread; blocks for as long as the client's request timeout.
 */
public final class ServedKinds {
    private final Discovery discovery;
    private final Map<ResourceKind, ResourceDefinitionContext> served = new ConcurrentHashMap<>();

    public ServedKinds(KubernetesClient client) {
        this.discovery = new Discovery(client);
    }

    /**
     * The newest version of a kind that it serves of those we accept; empty if it serves none.
     *
     * @throws KubernetesClientException if it does not say
     */
    public Optional<ResourceDefinitionContext> find(ResourceKind kind) {
        Optional<ResourceDefinitionContext> known = Optional.ofNullable(served.get(kind));
        return known.isPresent()
                ? known
                : discovery.find(kind).map(found -> {
                    served.put(kind, found.context());
                    return found.context();
                });
    }
}
