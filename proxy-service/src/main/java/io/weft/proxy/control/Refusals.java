package io.weft.proxy.control;

import io.grpc.Status.Code;
import java.util.Set;

/**
 * Which ends of a stream are answers. Every end that is not final is followed by another try.
 *
 * @param notFound final: the control plane does not know the thing, or not the method
 * @param refused final: the question itself is wrong
 * @param unknown the same as {@code notFound}, but only for now
 * @see "wire-behaviour, 1.3 to 1.5"
 */
public record Refusals(Set<Code> notFound, Set<Code> refused, Set<Code> unknown) {
    /** What every watch takes as final. */
    public static final Refusals OF_THE_QUESTION =
            new Refusals(Set.of(), Set.of(Code.INVALID_ARGUMENT, Code.FAILED_PRECONDITION));

    /** As {@link #OF_THE_QUESTION}, and that there is nothing to say. */
    public static final Refusals OR_NOT_FOUND =
            new Refusals(Set.of(Code.NOT_FOUND, Code.UNIMPLEMENTED), OF_THE_QUESTION.refused());

    /** As {@link #OR_NOT_FOUND}, but it is asked again whether there is something to say. */
    public static final Refusals OR_UNKNOWN =
            new Refusals(Set.of(), OF_THE_QUESTION.refused(), OR_NOT_FOUND.notFound());

    public Refusals {
        notFound = Set.copyOf(notFound);
        refused = Set.copyOf(refused);
        unknown = Set.copyOf(unknown);
    }

    /** Where nothing is unknown only for now. */
    public Refusals(Set<Code> notFound, Set<Code> refused) {
        this(notFound, refused, Set.of());
    }

    /** Whether there is no value, as far as is known now. */
    boolean areAnswers(Code code) {
        return areFinal(code) || unknown.contains(code);
    }

    boolean areFinal(Code code) {
        return notFound.contains(code) || refused.contains(code);
    }
}
