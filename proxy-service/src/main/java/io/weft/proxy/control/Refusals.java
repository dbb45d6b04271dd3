package io.weft.proxy.control;

import io.grpc.Status.Code;
import java.util.Set;

/**
 * Which ends of a stream are final. Every other end is followed by another try.
 *
 * @param notFound the control plane does not know the thing, or not the method
 * @param refused the question itself is wrong
 * @see "wire-behaviour, 1.3 to 1.5"
 */
public record Refusals(Set<Code> notFound, Set<Code> refused) {
    /** What every watch takes as final. */
    public static final Refusals OF_THE_QUESTION =
            new Refusals(Set.of(), Set.of(Code.INVALID_ARGUMENT, Code.FAILED_PRECONDITION));

    /** As {@link #OF_THE_QUESTION}, and that there is nothing to say. */
    public static final Refusals OR_NOT_FOUND =
            new Refusals(Set.of(Code.NOT_FOUND, Code.UNIMPLEMENTED), OF_THE_QUESTION.refused());

    public Refusals {
        notFound = Set.copyOf(notFound);
        refused = Set.copyOf(refused);
    }

    boolean areFinal(Code code) {
        return notFound.contains(code) || refused.contains(code);
    }
}
