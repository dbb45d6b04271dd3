package io.weft.kubernetes.feed.kubernetes;

import io.weft.kubernetes.feed.FeedStatus.ToleratedField;
import io.weft.kubernetes.feed.RefusedDocument;
import io.weft.kubernetes.resource.PolicyQuarantine;
import io.weft.kubernetes.resource.Reading;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceException;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands of what a cluster holds. An object that cannot be used keeps its last good version; a policy that has none denies
 * in its namespace, as in a folder.
 *
 * <p>Deterministic; one thread only.
 */
final class ClusterCatalog {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ResourceReader reader = new ResourceReader();
    private final Set<ResourceId> standing = new HashSet<>();
    private final TreeMap<ResourceId, RefusedDocument> refused = new TreeMap<>();
    private final TreeMap<ResourceId, List<ToleratedField>> tolerated = new TreeMap<>();
    private final Map<ResourceId, Set<ResourceId>> denials = new HashMap<>(); // quarantine -> policies that ask for it
    private final Map<ResourceId, Optional<Resource>> changes = new LinkedHashMap<>();
    private final Set<ResourceId> unheard = new HashSet<>(); // of what was there when everything began to be told again

    /** Everything is told again from now on, until {@link #settle}. */
    void beginAgain() {
        unheard.addAll(standing);
        unheard.addAll(refused.keySet());
    }

    /** Everything was told: whatever was not is gone. */
    void settle() {
        unheard.forEach(this::remove);
        unheard.clear();
    }

    void take(Change change) {
        unheard.remove(change.id());
        switch (change) {
            case Change.Put put -> put(put.id(), put.json());
            case Change.Gone gone -> remove(gone.id());
        }
    }

    /** What stands now of everything that may have changed since the last call; empty for what is gone. */
    Map<ResourceId, Optional<Resource>> drain() {
        Map<ResourceId, Optional<Resource>> drained = new LinkedHashMap<>(changes);
        changes.clear();
        return drained;
    }

    /** What could not be taken, by kind and name. */
    List<RefusedDocument> refused() {
        return List.copyOf(refused.values());
    }

    /** What was taken without a field we do not know, by kind and name. */
    List<ToleratedField> tolerated() {
        return tolerated.values().stream().flatMap(List::stream).toList();
    }

    private void put(ResourceId id, String json) {
        Set<String> unknown = new HashSet<>();
        try {
            if (reader.readServed(JSON.readTree(json), unknown::add) instanceof Reading.Known known) {
                stand(id, known.resource(), unknown);
            }
        } catch (ResourceException bad) {
            refuse(id, bad.field(), String.valueOf(bad.getMessage()));
        } catch (RuntimeException | StackOverflowError surprise) {
            refuse(id, "", "it cannot be read: " + surprise);
        }
    }

    private void stand(ResourceId id, Resource resource, Set<String> unknown) {
        refused.remove(id);
        standing.add(id);
        changes.put(id, Optional.of(resource));
        tolerated.put(
                id,
                unknown.stream()
                        .sorted()
                        .map(field -> new ToleratedField(id.toString(), field))
                        .toList());
        if (unknown.isEmpty()) {
            tolerated.remove(id);
        }
        lift(id);
    }

    private void refuse(ResourceId id, String field, String reason) {
        boolean denies = id.kind().keepsOut() && !standing.contains(id);
        String meanwhile = denies
                ? "; until it can be read, what is in namespace " + id.namespace() + " is denied"
                : standing.contains(id) ? "; the last good version stays" : "";
        refused.put(id, new RefusedDocument(id.toString(), 1, field, reason + meanwhile));
        if (denies) {
            PolicyQuarantine quarantine = new PolicyQuarantine(Optional.of(id.namespace()));
            denials.computeIfAbsent(quarantine.id(), any -> new HashSet<>()).add(id);
            changes.put(quarantine.id(), Optional.of(quarantine));
        }
    }

    private void remove(ResourceId id) {
        refused.remove(id);
        tolerated.remove(id);
        standing.remove(id);
        changes.put(id, Optional.empty());
        lift(id);
    }

    /** Nothing need be denied for this one any more. */
    private void lift(ResourceId id) {
        ResourceId quarantine = new PolicyQuarantine(Optional.of(id.namespace())).id();
        Set<ResourceId> asking = denials.getOrDefault(quarantine, new HashSet<>());
        if (asking.remove(id) && asking.isEmpty()) {
            denials.remove(quarantine);
            changes.put(quarantine, Optional.empty());
        }
    }
}
