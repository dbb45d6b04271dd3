package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.feed.IgnoredDocument;
import io.weft.kubernetes.feed.RefusedDocument;
import io.weft.kubernetes.feed.folder.Document.Good;
import io.weft.kubernetes.feed.folder.Document.Ignored;
import io.weft.kubernetes.feed.folder.Document.Unreadable;
import io.weft.kubernetes.resource.Groups;
import io.weft.kubernetes.resource.PolicyQuarantine;
import io.weft.kubernetes.resource.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what a file contributes, given its documents now and what it contributed before: which unreadable document is a
 * new version of which object. Used once.
 *
 * <p>An unreadable document keeps the object whose name is legible in it; else the one that stood at its place, if the file
 * has as many documents as before and no other document took that object over. Where neither helps, or where it may be
 * several objects, nothing that the file held is let go, and a policy's namespace denies.
 *
 * @see "design, Folder safety"
 */
final class Succession {
    private final Manifest previous;
    private final List<Document> documents;
    private final Map<Integer, ResourceId> before = new HashMap<>(); // by place
    private final Set<ResourceId> taken = new HashSet<>();
    private final List<Claim> claims = new ArrayList<>();
    private final Set<PolicyQuarantine> quarantines = new HashSet<>();
    private final List<RefusedDocument> refused = new ArrayList<>();
    private final List<IgnoredDocument> ignored = new ArrayList<>();
    private boolean letGo = true;

    private Succession(Manifest previous, List<Document> documents) {
        this.previous = previous;
        this.documents = documents;
        previous.claims().forEach(claim -> before.put(claim.place().index(), claim.id()));
    }

    /** What the file contributes with these documents. */
    static Manifest next(Manifest previous, List<Document> documents) {
        return new Succession(previous, documents).next();
    }

    /** As {@link #next}, where the documents are only the beginning of the file. */
    static Manifest beginning(Manifest previous, List<Document> documents) {
        Succession succession = new Succession(previous, documents);
        succession.letGo = false;
        return succession.next();
    }

    /** What the file contributes while nobody can see what is in it: what it did before. */
    static Manifest unseen(Manifest previous, String reason) {
        List<Claim> claims = previous.claims().stream()
                .<Claim>map(claim -> switch (claim) {
                    case Claim.Good good -> new Claim.Kept(good.place(), good.id(), Set.of());
                    case Claim.Kept kept -> kept;
                })
                .toList();
        String meanwhile = claims.isEmpty() ? "" : "; what it held before stays";
        return new Manifest(
                previous.file(),
                previous.size(),
                claims,
                previous.quarantines(),
                List.of(new RefusedDocument(previous.file(), 1, "", reason + meanwhile)),
                previous.ignored());
    }

    private Manifest next() {
        documents.forEach(this::takeNames);
        for (int i = 0; i < documents.size(); i++) {
            Place place = new Place(previous.file(), i, documents.get(i).line());
            switch (documents.get(i)) {
                case Good good -> claims.add(new Claim.Good(place, good.resource()));
                case Ignored other -> ignore(place, other);
                case Unreadable unreadable -> keep(place, unreadable);
            }
        }
        if (!letGo) {
            keepTheRest();
        }
        return new Manifest(previous.file(), documents.size(), claims, quarantines, refused, ignored);
    }

    private void takeNames(Document document) {
        switch (document) {
            case Good good -> taken.add(good.resource().id());
            case Unreadable unreadable -> unreadable.glimpse().id().ifPresent(taken::add);
            case Ignored ignoredKind -> {}
        }
    }

    private void keep(Place place, Unreadable unreadable) {
        Glimpse glimpse = unreadable.glimpse();
        Optional<ResourceId> id = glimpse.id().or(() -> atSamePlace(place.index(), glimpse));
        if (glimpse.policy() && id.filter(before::containsValue).isEmpty()) {
            letGo = false; // its name may be cut or misspelt: then it stands for one of those before
        }
        id.ifPresentOrElse(
                known -> {
                    taken.add(known);
                    claims.add(new Claim.Kept(place, known, glimpse.quarantines()));
                },
                () -> {
                    letGo = false;
                    quarantines.addAll(glimpse.quarantines());
                });
        refused.add(new RefusedDocument(
                place.file(), place.line(), unreadable.field(), unreadable.reason() + meanwhile(glimpse, id)));
    }

    /** A policy that lost its group by a slip of the pen stays; a new one of that kind is none of ours. */
    private void ignore(Place place, Ignored other) {
        ignored.add(new IgnoredDocument(place.file(), place.line(), other.kind()));
        other.meant().filter(before::containsValue).filter(taken::add).ifPresent(meant -> {
            claims.add(new Claim.Kept(place, meant, Set.of()));
            refused.add(new RefusedDocument(
                    place.file(),
                    place.line(),
                    "apiVersion",
                    other.kind() + " is no kind the mesh uses, but this file held " + meant + ", which stays: write "
                            + Groups.POLICY + ", or remove the document"));
        });
    }

    private Optional<ResourceId> atSamePlace(int index, Glimpse glimpse) {
        return previous.size() == documents.size() && !glimpse.several()
                ? Optional.ofNullable(before.get(index))
                        .filter(id -> !taken.contains(id) && id.kind().isPolicy() == glimpse.policy())
                : Optional.empty();
    }

    /** Behind the documents there are, so that no place is taken twice. */
    private void keepTheRest() {
        for (Claim before : previous.claims()) {
            if (taken.add(before.id())) {
                Place place = new Place(
                        previous.file(),
                        documents.size() + claims.size(),
                        before.place().line());
                claims.add(new Claim.Kept(place, before.id(), Set.of()));
            }
        }
    }

    private static String meanwhile(Glimpse glimpse, Optional<ResourceId> id) {
        if (!glimpse.policy()) {
            return id.map(known -> "; the last good version of " + known + " stays, if there is one")
                    .orElse("");
        }
        String denies = denies(glimpse);
        return id.map(known -> "; until it can be read, the last good version of " + known
                        + " stays; if there is none, " + denies)
                .orElse("; until it can be read, " + denies);
    }

    private static String denies(Glimpse glimpse) {
        return glimpse.namespaces().isEmpty()
                ? "every namespace denies"
                : glimpse.namespaces().stream()
                        .sorted()
                        .collect(Collectors.joining(", ", "what is in namespace ", " is denied"));
    }
}
