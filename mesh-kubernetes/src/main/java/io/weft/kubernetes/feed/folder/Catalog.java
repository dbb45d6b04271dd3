package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.feed.RefusedDocument;
import io.weft.kubernetes.resource.PolicyQuarantine;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Joins the files: which object stands under each id, and which namespaces must deny. Files may be put and removed in any
 * number before {@link #drain()}; what stands in between is nobody's business, so a document that moves from one file to
 * another is never gone.
 *
 * <p>Cost: proportional to the documents of the files that changed.
 */
final class Catalog {
    private final Map<String, Manifest> manifests = new HashMap<>();
    private final Map<ResourceId, Entry> entries = new HashMap<>();
    private final Map<PolicyQuarantine, Integer> quarantines = new HashMap<>();
    private final Set<ResourceId> touched = new HashSet<>();
    private final Set<PolicyQuarantine> touchedQuarantines = new HashSet<>();
    private final Set<ResourceId> contested = new TreeSet<>();
    private final TreeMap<String, List<RefusedDocument>> refused = new TreeMap<>();
    private final Map<String, Integer> ignored = new HashMap<>();

    /** Everything that is known of one id. */
    private static final class Entry {
        final TreeMap<Place, Claim> claims = new TreeMap<>();

        @Nullable
        Resource standing;

        Set<PolicyQuarantine> owed = Set.of();
    }

    /** What the file contributed last; {@link Manifest#empty} if nothing. */
    Manifest manifest(String file) {
        return Optional.ofNullable(manifests.get(file)).orElseGet(() -> Manifest.empty(file));
    }

    void put(Manifest manifest) {
        remove(manifest.file());
        manifests.put(manifest.file(), manifest);
        for (Claim claim : manifest.claims()) {
            touched.add(claim.id());
            entries.computeIfAbsent(claim.id(), id -> new Entry()).claims.put(claim.place(), claim);
        }
        manifest.quarantines().forEach(quarantine -> count(quarantine, 1));
        manifest.ignored().forEach((kind, number) -> ignored.merge(kind, number, Integer::sum));
        if (!manifest.refused().isEmpty()) {
            refused.put(manifest.file(), manifest.refused());
        }
    }

    void remove(String file) {
        Manifest manifest = manifests.remove(file);
        if (manifest == null) {
            return;
        }
        for (Claim claim : manifest.claims()) {
            touched.add(claim.id());
            entry(claim.id()).claims.remove(claim.place());
        }
        manifest.quarantines().forEach(quarantine -> count(quarantine, -1));
        manifest.ignored().forEach((kind, number) -> ignored.merge(kind, -number, Catalog::sumOrNothing));
        refused.remove(file);
    }

    /** What stands now of everything that may have changed since the last call; empty for what is gone. */
    Map<ResourceId, Optional<Resource>> drain() {
        Map<ResourceId, Optional<Resource>> changes = new LinkedHashMap<>();
        for (ResourceId id : touched) {
            changes.put(id, settle(id));
        }
        for (PolicyQuarantine quarantine : touchedQuarantines) {
            changes.put(
                    quarantine.id(), quarantines.containsKey(quarantine) ? Optional.of(quarantine) : Optional.empty());
        }
        touched.clear();
        touchedQuarantines.clear();
        return changes;
    }

    /** Where the document stands that {@code id} is taken from. */
    Optional<Place> placeOf(ResourceId id) {
        return Optional.ofNullable(entries.get(id)).flatMap(Catalog::winner).map(Claim.Good::place);
    }

    /** What could not be taken, by file. */
    List<RefusedDocument> refused() {
        List<RefusedDocument> all = new ArrayList<>();
        refused.values().forEach(all::addAll);
        contested.stream().flatMap(this::losers).forEach(all::add);
        return all;
    }

    Map<String, Integer> ignored() {
        return Map.copyOf(ignored);
    }

    private Optional<Resource> settle(ResourceId id) {
        Entry entry = entry(id);
        Optional<Claim.Good> winner = winner(entry);
        if (winner.isPresent()) {
            entry.standing = winner.get().resource();
        } else if (entry.claims.isEmpty()) {
            entry.standing = null;
        }
        owe(entry, entry.standing == null ? otherwise(entry) : Set.of());
        contest(id, good(entry).count() > 1);
        if (entry.claims.isEmpty()) {
            entries.remove(id);
        }
        return Optional.ofNullable(entry.standing);
    }

    private static Set<PolicyQuarantine> otherwise(Entry entry) {
        Set<PolicyQuarantine> owed = new HashSet<>();
        for (Claim claim : entry.claims.values()) {
            if (claim instanceof Claim.Kept kept) {
                owed.addAll(kept.otherwise());
            }
        }
        return owed;
    }

    private void owe(Entry entry, Set<PolicyQuarantine> owed) {
        entry.owed.forEach(quarantine -> count(quarantine, -1));
        owed.forEach(quarantine -> count(quarantine, 1));
        entry.owed = owed;
    }

    private void count(PolicyQuarantine quarantine, int change) {
        quarantines.merge(quarantine, change, Catalog::sumOrNothing);
        touchedQuarantines.add(quarantine);
    }

    private void contest(ResourceId id, boolean severalWantIt) {
        if (severalWantIt) {
            contested.add(id);
        } else {
            contested.remove(id);
        }
    }

    private Stream<RefusedDocument> losers(ResourceId id) {
        Entry entry = entry(id);
        Place winner = winner(entry).orElseThrow().place();
        return good(entry)
                .skip(1)
                .map(loser -> new RefusedDocument(
                        loser.place().file(),
                        loser.place().line(),
                        "metadata.name",
                        id + " is written in " + winner.file() + ":" + winner.line()
                                + " already, which counts; remove one of the two"));
    }

    private static Optional<Claim.Good> winner(Entry entry) {
        return good(entry).findFirst();
    }

    private static Stream<Claim.Good> good(Entry entry) {
        return entry.claims.values().stream()
                .filter(Claim.Good.class::isInstance)
                .map(Claim.Good.class::cast);
    }

    private Entry entry(ResourceId id) {
        return entries.computeIfAbsent(id, unknown -> new Entry());
    }

    private static @Nullable Integer sumOrNothing(int a, int b) {
        return a + b == 0 ? null : a + b;
    }
}
