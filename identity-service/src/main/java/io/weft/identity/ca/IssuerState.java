package io.weft.identity.ca;

import java.security.cert.X509Certificate;
import java.util.List;

/** What the authority has to sign with. */
sealed interface IssuerState {

    /** Nothing usable has been read yet. */
    record NotLoaded(String reason) implements IssuerState {}

    /** A pair that was good when it was read; whether it still is depends on the time. */
    record Loaded(Issuer issuer, TrustAnchors anchors) implements IssuerState {

        /** What a leaf is sent with: the issuer, then on towards the anchor, which is not among them. */
        List<X509Certificate> intermediates() {
            return issuer.chain().stream()
                    .filter(certificate -> !anchors.certificates().contains(certificate))
                    .toList();
        }
    }
}
