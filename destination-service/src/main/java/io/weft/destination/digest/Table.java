package io.weft.destination.digest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * A part of an index as it was when it was asked.
 *
 * @param name in lower case, as operators read it
 * @param rows immutable values, or maps and sets of them, by immutable keys; copied
 */
public record Table(String name, Map<?, ?> rows) {
    public Table {
        Map<Object, Object> copy = new HashMap<>();
        rows.forEach((key, value) -> copy.put(key, frozen(value)));
        rows = Map.copyOf(copy);
    }

    private static Object frozen(Object value) {
        return switch (value) {
            case Map<?, ?> map -> Map.copyOf(map);
            case SortedSet<?> sorted -> List.copyOf(sorted);
            case Set<?> set -> Set.copyOf(set);
            default -> value;
        };
    }
}
