package io.weft.identity.token;

/** Says whose token it is. */
@FunctionalInterface
public interface TokenReviewer {
    /**
     * Believes a token or refuses it.
     *
     * @param token as the caller sent it; white space around it is ignored
     * @throws TokenException if it does not prove a service account
     */
    ServiceAccount review(byte[] token) throws TokenException;
}
