package io.weft.destination.services;

import io.weft.destination.answers.ServiceId;
import io.weft.destination.answers.Subject;
import io.weft.destination.digest.Table;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every Service, by name and by address.
 *
 * <p>Threading: not safe; guarded by the lock of the one index that owns it.
 */
public final class ServiceIndex {
    private final Map<ServiceId, MeshService> byId = new HashMap<>();
    private final Map<InetAddress, Set<ServiceId>> byAddress = new HashMap<>();

    public Optional<MeshService> get(ServiceId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** In no order. */
    public Stream<MeshService> all() {
        return byId.values().stream();
    }

    /** Usually one; several where Services claim the same address. */
    public Set<ServiceId> at(InetAddress address) {
        return Set.copyOf(byAddress.getOrDefault(address, Set.of()));
    }

    /** Everything as it is now. */
    public List<Table> tables() {
        return List.of(new Table("services", byId), new Table("service-addresses", byAddress));
    }

    /** The subjects a new or changed Service touches; empty if it says nothing new. */
    public Set<Subject> put(MeshService service) {
        MeshService before = byId.put(service.id(), service);
        if (service.equals(before)) {
            return Set.of();
        }
        unlink(before);
        service.addresses()
                .forEach(address -> byAddress
                        .computeIfAbsent(address, any -> new HashSet<>())
                        .add(service.id()));
        return touched(before, service);
    }

    /** The subjects a removal touches; empty if there was no such Service. */
    public Set<Subject> remove(ServiceId id) {
        MeshService before = byId.remove(id);
        unlink(before);
        return touched(before, null);
    }

    private void unlink(@Nullable MeshService before) {
        if (before == null) {
            return;
        }
        for (InetAddress address : before.addresses()) {
            Set<ServiceId> holders = byAddress.getOrDefault(address, new HashSet<>());
            holders.remove(before.id());
            if (holders.isEmpty()) {
                byAddress.remove(address);
            }
        }
    }

    private static Set<Subject> touched(@Nullable MeshService before, @Nullable MeshService after) {
        Set<Subject> subjects = new HashSet<>();
        touch(before, subjects);
        touch(after, subjects);
        return subjects;
    }

    private static void touch(@Nullable MeshService service, Set<Subject> subjects) {
        if (service != null) {
            subjects.add(service.id());
            service.addresses().forEach(address -> subjects.add(new Subject.Address(address)));
        }
    }
}
