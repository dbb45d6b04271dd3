package io.weft.destination.profiles;

import io.weft.destination.answers.ServiceId;
import io.weft.destination.answers.Subject;
import io.weft.destination.digest.Table;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ServiceProfile;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every ServiceProfile, by its namespace and the host it is named after.
 *
 * <p>Threading: not safe; guarded by the lock of the one index that owns it.
 *
 * @see "crds, 2.2: lookup"
 */
public final class ProfileIndex {
    private final String suffix;
    private final Map<Key, ServiceProfile> profiles = new HashMap<>();

    private record Key(String namespace, String host) {}

    /** @param clusterDomain of service names */
    public ProfileIndex(String clusterDomain) {
        suffix = ".svc." + clusterDomain;
    }

    /** Whom a new or changed profile is about; empty if it says nothing new. */
    public Set<Subject> put(ServiceProfile profile) {
        Metadata metadata = profile.metadata();
        ServiceProfile before = profiles.put(new Key(metadata.namespace(), metadata.name()), profile);
        return profile.equals(before) ? Set.of() : Set.of(subject(metadata.name()));
    }

    /** Whom a profile that is gone was about; empty if there was none. */
    public Set<Subject> remove(ResourceId id) {
        return profiles.remove(new Key(id.namespace(), id.name())) == null ? Set.of() : Set.of(subject(id.name()));
    }

    /** Every profile. */
    public Stream<ServiceProfile> all() {
        return profiles.values().stream();
    }

    /** The Service that a profile is about; empty if it is about a host outside. */
    public Optional<ServiceId> service(ServiceProfile profile) {
        return service(profile.metadata().name());
    }

    /** The Service of that name; empty if it is that of a host outside. */
    public Optional<ServiceId> service(String host) {
        return subject(host) instanceof ServiceId service ? Optional.of(service) : Optional.empty();
    }

    /** The profile of a service's own namespace. */
    public Optional<ServiceProfile> ofService(ServiceId service) {
        return get(service.namespace(), service.name() + "." + service.namespace() + suffix);
    }

    /** Everything as it is now. */
    public Table table() {
        return new Table("profiles", profiles);
    }

    /** The client's own profile of {@code service}, else that of the service's namespace. */
    Optional<ServiceProfile> ofService(ServiceId service, String qualifiedName, Optional<String> client) {
        return client.flatMap(namespace -> get(namespace, qualifiedName))
                .or(() -> get(service.namespace(), qualifiedName));
    }

    /** The client's own profile of a host outside the mesh. */
    Optional<ServiceProfile> ofHost(String name, Optional<String> client) {
        return client.flatMap(namespace -> get(namespace, name.toLowerCase(Locale.ROOT)));
    }

    private Optional<ServiceProfile> get(String namespace, String host) {
        return Optional.ofNullable(profiles.get(new Key(namespace, host)));
    }

    private Subject subject(String host) {
        if (host.endsWith(suffix)) {
            String[] labels = host.substring(0, host.length() - suffix.length()).split("\\.", -1);
            if (labels.length == 2) {
                return new ServiceId(labels[1], labels[0]);
            }
        }
        return new Subject.Host(host);
    }
}
