package io.weft.identity.ca;

/** Why a request to certify was refused. Every refusal is listed here; {@code grpc} says each with one status. */
public enum Refusal {
    /** No usable issuer, or no key to review tokens with, has been read yet. */
    NOT_LOADED,
    /** A field is missing, too long, or not what it should be. */
    MALFORMED,
    /** The issuer does not, or no longer, chain to the trust anchors. */
    ISSUER_UNTRUSTED,
    /** The signing request asks for what it must not. */
    REQUEST,
    /** Too many wait for the API server already. */
    BUSY,
    /** The API server, which reviews tokens, cannot be reached. */
    REVIEWER_AWAY,
    /** The API server does not review tokens for us. */
    NOT_REVIEWED,
    /** The API server finds fault with the token. */
    TOKEN_INVALID,
    /** The token does not prove anything. */
    TOKEN,
    /** The token is sound but names no service account. */
    TOKEN_SUBJECT,
    /** The token proves another identity than the one asked for. */
    OTHER_IDENTITY,
    /** The key to be certified is not ECDSA P-256. */
    KEY,
    /** Signing failed. */
    SIGNING
}
