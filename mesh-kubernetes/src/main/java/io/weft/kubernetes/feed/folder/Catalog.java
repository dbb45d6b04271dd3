package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.feed.IgnoredDocument;
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
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Joins the files: which object stands under each id, and which namespaces must deny. Files may be put and removed in any
 * number before {@link #drain}; what stands in between is nobody's business, so a document that moves from one file to
 * another is never gone. Nor is one that leaves a file which stays and turns up elsewhere within half a second.
 *
 * <p>Cost: proportional to the documents of the files that changed.
 */
final class Catalog {
    private final TreeMap<String, Manifest> manifests = new TreeMap<>();
    private final Map<ResourceId, Entry> entries = new HashMap<>();
    private final Map<ResourceId, Set<PolicyQuarantine>> owed = new HashMap<>();
    private final Map<PolicyQuarantine, Integer> quarantines = new HashMap<>();
    private final Set<ResourceId> touched = new HashSet<>();
    private final Set<PolicyQuarantine> touchedQuarantines = new HashSet<>();
    private final Set<ResourceId> contested = new TreeSet<>();
    private final Departures<ResourceId> leaving = new Departures<>();
    private final Departures<PolicyQuarantine> lifting = new Departures<>(); // each counts once among the quarantines

    /** What the file contributed last; {@link Manifest#empty} if nothing. */
    Manifest manifest(String file) {
        return Optional.ofNullable(manifests.get(file)).orElseGet(() -> Manifest.empty(file));
    }

    /** The file contributes this from now on. What it held before and holds no more leaves it now. */
    void put(Manifest manifest, long nowNanos) {
        Manifest before = manifest(manifest.file());
        remove(manifest.file());
        manifests.put(manifest.file(), manifest);
        before.claims().forEach(claim -> leaving.leave(claim.id(), nowNanos));
        for (Claim claim : manifest.claims()) {
            touched.add(claim.id());
            entries.computeIfAbsent(claim.id(), id -> new Entry()).claim(claim);
        }
        if (!isMended(before, manifest)) {
            before.quarantines().stream()
                    .filter(quarantine -> !manifest.quarantines().contains(quarantine))
                    .forEach(quarantine -> lift(quarantine, nowNanos));
        }
        manifest.quarantines().forEach(quarantine -> count(quarantine, 1));
    }

    /** The file is gone, and has been for long enough. */
    void remove(String file) {
        Manifest manifest = manifests.remove(file);
        if (manifest == null) {
            return;
        }
        for (Claim claim : manifest.claims()) {
            touched.add(claim.id());
            entry(claim.id()).unclaim(claim);
        }
        manifest.quarantines().forEach(quarantine -> count(quarantine, -1));
    }

    /** Nobody can see what turns up: whatever left waits as long as it takes, and half a second. */
    void pause() {
        leaving.pause();
        lifting.pause();
    }

    /** What stands now of everything that may have changed since the last call; empty for what is gone. */
    Map<ResourceId, Optional<Resource>> drain(long nowNanos) {
        touched.addAll(leaving.due(nowNanos));
        lifting.due(nowNanos).forEach(quarantine -> count(quarantine, -1));
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

    /** When {@link #drain} is due although no file changes; empty if it is not. */
    OptionalLong nextDueNanos(long nowNanos) {
        return LongStream.concat(leaving.nextDueNanos(nowNanos).stream(), lifting.nextDueNanos(nowNanos).stream())
                .min();
    }

    /** Where the document stands that {@code id} is taken from. */
    Optional<Place> placeOf(ResourceId id) {
        return Optional.ofNullable(entries.get(id)).flatMap(Entry::place);
    }

    /** What could not be taken, by file. */
    List<RefusedDocument> refused() {
        List<RefusedDocument> all = new ArrayList<>();
        manifests.values().forEach(manifest -> all.addAll(manifest.refused()));
        contested.stream().flatMap(id -> entry(id).losers(id)).forEach(all::add);
        return all;
    }

    /** What the mesh does not use, by file. */
    List<IgnoredDocument> ignored() {
        return manifests.values().stream()
                .flatMap(manifest -> manifest.ignored().stream())
                .toList();
    }

    private Optional<Resource> settle(ResourceId id) {
        Entry entry = entry(id);
        if (!entry.isUnclaimed()) {
            leaving.comeBack(id);
        }
        if (!leaving.waitsFor(id)) {
            entry.settle();
            owe(id, entry.owed());
        }
        if (entry.losers(id).findFirst().isPresent()) {
            contested.add(id);
        } else {
            contested.remove(id);
        }
        if (entry.isUnclaimed() && !leaving.waitsFor(id)) {
            entries.remove(id);
        }
        return entry.standing();
    }

    private void owe(ResourceId id, Set<PolicyQuarantine> now) {
        owed.getOrDefault(id, Set.of()).forEach(quarantine -> count(quarantine, -1));
        now.forEach(quarantine -> count(quarantine, 1));
        if (now.isEmpty()) {
            owed.remove(id);
        } else {
            owed.put(id, now);
        }
    }

    /** Whether a policy can be read now that was not there before or could not be. */
    private static boolean isMended(Manifest before, Manifest now) {
        Set<ResourceId> readable = readablePolicies(before);
        return !readable.containsAll(readablePolicies(now));
    }

    private static Set<ResourceId> readablePolicies(Manifest manifest) {
        return manifest.claims().stream()
                .filter(Claim.Good.class::isInstance)
                .map(Claim::id)
                .filter(id -> id.kind().isPolicy())
                .collect(Collectors.toSet());
    }

    private void lift(PolicyQuarantine quarantine, long nowNanos) {
        if (!lifting.waitsFor(quarantine)) {
            count(quarantine, 1);
        }
        lifting.leave(quarantine, nowNanos);
    }

    private void count(PolicyQuarantine quarantine, int change) {
        quarantines.merge(quarantine, change, Catalog::sumOrNothing);
        touchedQuarantines.add(quarantine);
    }

    private Entry entry(ResourceId id) {
        return entries.computeIfAbsent(id, unknown -> new Entry());
    }

    private static @Nullable Integer sumOrNothing(int a, int b) {
        return a + b == 0 ? null : a + b;
    }
}
