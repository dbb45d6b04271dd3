package io.weft.destination.reasons;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An answer, and why it is what it is.
 *
 * @param reasons in the order in which objects were looked at
 */
public record Explained<A>(A answer, List<Reason> reasons) {
    public Explained {
        reasons = List.copyOf(reasons);
    }

    /** Joins, and keeps what is said meanwhile. */
    public static <A> Explained<A> of(Function<? super Reasons, ? extends A> join) {
        Map<String, Reason> said = new LinkedHashMap<>();
        A answer = join.apply((Reasons) (object, verdict, why) ->
                said.put(object.toString(), new Reason(object.toString(), verdict, why.get())));
        return new Explained<>(answer, List.copyOf(said.values()));
    }
}
