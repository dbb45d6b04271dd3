package io.weft.destination.policy;

import io.weft.destination.digest.Table;
import io.weft.destination.reasons.Reasons;
import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.kubernetes.resource.AuthorizationPolicy;
import io.weft.kubernetes.resource.MeshTlsAuthentication;
import io.weft.kubernetes.resource.NetworkAuthentication;
import io.weft.kubernetes.resource.PolicyQuarantine;
import io.weft.kubernetes.resource.RateLimitPolicy;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Server;
import io.weft.kubernetes.resource.ServerAuthorization;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every object that decides who may connect, joined namespace by namespace when somebody asks.
 *
 * <p>Threading: not safe; guarded by the lock of the one index that owns it.
 */
public final class PolicyIndex {
    private final NamespacePolicies join;
    private final Map<ResourceKind, Map<ResourceId, Resource>> byKind = new EnumMap<>(ResourceKind.class);
    private final Map<String, List<PolicyServer>> joined = new HashMap<>();
    private final Authentications authentications = new Lookup();

    /** @param complaints hears about references to nothing */
    public PolicyIndex(MeshSettings settings, Complaints complaints) {
        join = new NamespacePolicies(settings, complaints);
    }

    /** Takes a new or changed object. */
    public Touched put(Resource policy) {
        Resource before = objects(policy.kind()).put(policy.id(), policy);
        return policy.equals(before) ? Touched.NOTHING : touched(policy.id());
    }

    /** Forgets an object. */
    public Touched remove(ResourceId id) {
        return objects(id.kind()).remove(id) == null ? Touched.NOTHING : touched(id);
    }

    /** Everything as it is now. */
    public Table table() {
        Map<ResourceId, Resource> all = new HashMap<>();
        byKind.values().forEach(all::putAll);
        return new Table("policies", all);
    }

    /**
     * Whose workloads a change touches.
     *
     * @param everywhere those of every namespace
     */
    public record Touched(boolean everywhere, Set<String> namespaces) {
        static final Touched NOTHING = new Touched(false, Set.of());
    }

    /** The namespace's Servers in the order in which they claim ports. */
    List<PolicyServer> servers(String namespace) {
        return joined.computeIfAbsent(namespace, name -> join.join(objects(name), authentications));
    }

    /** One of them, joined anew, saying why. */
    PolicyServer join(Server server, Reasons reasons) {
        return join.join(server, objects(server.metadata().namespace()), authentications, reasons);
    }

    private NamespaceObjects objects(String namespace) {
        return new NamespaceObjects(
                in(namespace, Server.class, ResourceKind.SERVER),
                in(namespace, ServerAuthorization.class, ResourceKind.SERVER_AUTHORIZATION),
                in(namespace, AuthorizationPolicy.class, ResourceKind.AUTHORIZATION_POLICY),
                in(
                        namespace,
                        Route.class,
                        ResourceKind.HTTP_ROUTE,
                        ResourceKind.GATEWAY_HTTP_ROUTE,
                        ResourceKind.GRPC_ROUTE),
                in(namespace, RateLimitPolicy.class, ResourceKind.RATE_LIMIT));
    }

    /** Whether a policy of the namespace cannot be read, so that nothing may be let in. */
    boolean quarantined(String namespace) {
        return objects(ResourceKind.POLICY_QUARANTINE).values().stream()
                .anyMatch(resource -> resource instanceof PolicyQuarantine quarantine && quarantine.covers(namespace));
    }

    private Touched touched(ResourceId id) {
        return switch (id.kind()) {
            case POLICY_QUARANTINE -> new Touched(id.namespace().isEmpty(), Set.of(id.namespace()));
            case MESH_TLS_AUTHENTICATION, NETWORK_AUTHENTICATION -> forget(referring(id));
            default -> forget(Set.of(id.namespace()));
        };
    }

    private Touched forget(Set<String> namespaces) {
        joined.keySet().removeAll(namespaces);
        return new Touched(false, namespaces);
    }

    private Set<String> referring(ResourceId authentication) {
        Set<String> namespaces = new HashSet<>();
        for (Resource resource : objects(ResourceKind.AUTHORIZATION_POLICY).values()) {
            if (resource instanceof AuthorizationPolicy policy
                    && policy.requiredAuthenticationRefs().stream()
                            .anyMatch(ref -> ref.namespace().equals(authentication.namespace())
                                    && ref.name().equals(authentication.name()))) {
                namespaces.add(policy.metadata().namespace());
            }
        }
        return namespaces;
    }

    private <R> List<R> in(String namespace, Class<R> type, ResourceKind... kinds) {
        List<R> found = new ArrayList<>();
        for (ResourceKind kind : kinds) {
            objects(kind).forEach((id, resource) -> {
                if (id.namespace().equals(namespace)) {
                    found.add(type.cast(resource));
                }
            });
        }
        return found;
    }

    private Map<ResourceId, Resource> objects(ResourceKind kind) {
        return byKind.computeIfAbsent(kind, any -> new TreeMap<>());
    }

    private final class Lookup implements Authentications {
        @Override
        public Optional<MeshTlsAuthentication> meshTls(String namespace, String name) {
            return find(ResourceKind.MESH_TLS_AUTHENTICATION, namespace, name).map(MeshTlsAuthentication.class::cast);
        }

        @Override
        public Optional<NetworkAuthentication> network(String namespace, String name) {
            return find(ResourceKind.NETWORK_AUTHENTICATION, namespace, name).map(NetworkAuthentication.class::cast);
        }

        private Optional<Resource> find(ResourceKind kind, String namespace, String name) {
            return Optional.ofNullable(objects(kind).get(new ResourceId(kind, namespace, name)));
        }
    }
}
