package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.resource.PolicyQuarantine;
import io.weft.kubernetes.resource.ResourceId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an unreadable document still tells.
 *
 * @param policy whether it may be a policy: then, unless it has a last good version, its namespace must deny
 * @param id what it is called, if that is legible
 * @param namespaces every namespace it may belong to; empty: that is not legible, so it may be any
 * @param several whether it may be several objects, for want of a separator or because it is a list; then it has no id
 */
record Glimpse(boolean policy, Optional<ResourceId> id, Set<String> namespaces, boolean several) {
    Glimpse {
        namespaces = Set.copyOf(namespaces);
    }

    /** What must deny if there is no last good version; nothing for what is no policy. */
    Set<PolicyQuarantine> quarantines() {
        if (!policy) {
            return Set.of();
        }
        return namespaces.isEmpty()
                ? Set.of(new PolicyQuarantine(Optional.empty()))
                : namespaces.stream()
                        .map(namespace -> new PolicyQuarantine(Optional.of(namespace)))
                        .collect(Collectors.toUnmodifiableSet());
    }
}
