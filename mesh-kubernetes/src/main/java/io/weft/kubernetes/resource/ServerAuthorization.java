package io.weft.kubernetes.resource;

import io.weft.core.policy.ClientNetwork;
import java.util.List;
import java.util.Optional;

/**
 * Who may connect to some Servers of its namespace; the older form of {@link AuthorizationPolicy}.
 *
 * @see "crds, 4"
 */
public record ServerAuthorization(Metadata metadata, Servers server, Client client) implements Resource {
    @Override
    public ResourceKind kind() {
        return ResourceKind.SERVER_AUTHORIZATION;
    }

    /** Which Servers of the namespace. */
    public sealed interface Servers {
        boolean includes(Server server);
    }

    /** The one Server of that name. */
    public record Named(String name) implements Servers {
        @Override
        public boolean includes(Server server) {
            return server.metadata().name().equals(name);
        }
    }

    /** Servers by their labels. */
    public record Selected(LabelSelector selector) implements Servers {
        @Override
        public boolean includes(Server server) {
            return selector.matches(server.metadata().labels());
        }
    }

    /**
     * The clients it means. One that is neither {@code unauthenticated} nor has a usable {@code meshTls} authorizes nobody.
     *
     * @param networks where they come from; empty means the cluster's networks
     * @param unauthenticated anyone; then {@code meshTls} is empty
     */
    public record Client(List<ClientNetwork> networks, boolean unauthenticated, Optional<MeshTls> meshTls) {
        public Client {
            networks = List.copyOf(networks);
        }
    }

    /**
     * Clients by what they prove over TLS. All three empty or false authorizes nobody.
     *
     * @param unauthenticatedTls any mesh TLS will do, even without an identity; then both lists are empty
     * @param identities {@code *}, {@code *.suffix} or exact
     */
    public record MeshTls(
            boolean unauthenticatedTls, List<String> identities, List<ServiceAccountRef> serviceAccounts) {
        public MeshTls {
            identities = List.copyOf(identities);
            serviceAccounts = List.copyOf(serviceAccounts);
        }
    }

    /**
     * One account.
     *
     * @param namespace the authorization's own where the document says nothing
     */
    public record ServiceAccountRef(String namespace, String name) {}
}
