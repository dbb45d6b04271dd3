package io.weft.service.admission;

/** Decides what may be made or changed in a cluster, and how it is changed on its way. */
@FunctionalInterface
public interface Admission {
    /**
     * Any thread; may block.
     *
     * @throws MalformedReviewException if the review asks about something that is not what it says
     */
    Verdict decide(AdmissionReview review);
}
