package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.feed.IgnoredDocument;
import io.weft.kubernetes.feed.RefusedDocument;
import io.weft.kubernetes.resource.PolicyQuarantine;
import java.util.List;
import java.util.Set;

/**
 * What one file contributes.
 *
 * @param size number of its documents; claims at a greater index are of documents it had before
 * @param quarantines what must deny whatever else stands
 * @param ignored documents of kinds not used
 */
record Manifest(
        String file,
        int size,
        List<Claim> claims,
        Set<PolicyQuarantine> quarantines,
        List<RefusedDocument> refused,
        List<IgnoredDocument> ignored) {
    Manifest {
        claims = List.copyOf(claims);
        quarantines = Set.copyOf(quarantines);
        refused = List.copyOf(refused);
        ignored = List.copyOf(ignored);
    }

    /** Of a file that was never read. */
    static Manifest empty(String file) {
        return new Manifest(file, 0, List.of(), Set.of(), List.of(), List.of());
    }
}
