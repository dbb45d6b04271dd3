package io.weft.identity.ca;

/** What the authority has to sign with. */
sealed interface IssuerState {

    /** Nothing usable has been read yet. */
    record NotLoaded(String reason) implements IssuerState {}

    /** A pair that was good when it was read; whether it still is depends on the time. */
    record Loaded(Issuer issuer, TrustAnchors anchors) implements IssuerState {}
}
