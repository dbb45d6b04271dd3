package io.weft.viz.services;

import java.util.List;

/** All Services at one moment, by namespace and name. Immutable. */
public record KnownServices(List<KnownService> all) {
    public static final KnownServices NONE = new KnownServices(List.of());

    public KnownServices {
        all = List.copyOf(all);
    }

    /** Those of a namespace, or that one of them; an empty name is all. */
    public List<KnownService> in(String namespace, String name) {
        return all.stream()
                .filter(each -> each.namespace().equals(namespace)
                        && (name.isEmpty() || each.name().equals(name)))
                .toList();
    }
}
