package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.feed.RefusedDocument;
import io.weft.kubernetes.resource.PolicyQuarantine;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that is known of one id: who wants what of it, what stands, and which file that came from. */
final class Entry {
    private final TreeMap<Place, Claim> claims = new TreeMap<>();
    private @Nullable Resource standing;
    private String file = ""; // that standing came from

    void claim(Claim claim) {
        claims.put(claim.place(), claim);
    }

    void unclaim(Claim claim) {
        claims.remove(claim.place());
    }

    boolean isUnclaimed() {
        return claims.isEmpty();
    }

    Optional<Resource> standing() {
        return Optional.ofNullable(standing);
    }

    /** Lets what stands follow from the claims; where only unreadable documents are left, it stays. */
    void settle() {
        if (claims.isEmpty()) {
            standing = null;
        } else if (keeper().isEmpty()) {
            good().findFirst().ifPresent(winner -> {
                standing = winner.resource();
                file = winner.place().file();
            });
        }
    }

    /** What must deny because nothing ever stood. */
    Set<PolicyQuarantine> owed() {
        Set<PolicyQuarantine> owed = new HashSet<>();
        if (standing == null) {
            for (Claim claim : claims.values()) {
                if (claim instanceof Claim.Kept kept) {
                    owed.addAll(kept.otherwise());
                }
            }
        }
        return owed;
    }

    /** The document that what stands is taken from, or that keeps it. */
    Optional<Place> place() {
        return keeper().or(() -> good().findFirst().map(Claim::place));
    }

    /** Readable documents that are not taken because another has the name. */
    Stream<RefusedDocument> losers(ResourceId id) {
        Optional<Place> keeper = keeper();
        return place().stream()
                .flatMap(winner -> good().filter(each -> !each.place().equals(winner))
                        .map(loser -> new RefusedDocument(
                                loser.place().file(),
                                loser.place().line(),
                                "metadata.name",
                                id + " is written in " + winner.file() + ":" + winner.line() + " already, which counts"
                                        + (keeper.isPresent() ? " although it cannot be read now" : "")
                                        + "; remove one of the two")));
    }

    /** An unreadable document of the file that what stands came from: then no other file may have the name. */
    private Optional<Place> keeper() {
        return standing == null
                ? Optional.empty()
                : claims.values().stream()
                        .filter(Claim.Kept.class::isInstance)
                        .map(Claim::place)
                        .filter(place -> place.file().equals(file))
                        .findFirst();
    }

    private Stream<Claim.Good> good() {
        return claims.values().stream().filter(Claim.Good.class::isInstance).map(Claim.Good.class::cast);
    }
}
