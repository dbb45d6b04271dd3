package io.weft.proxy.errors;

import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/**
 * What an operator is told of a failure. The TLS library's own words, "General OpenSslEngine problem", stand at the top of a
 * chain of causes; what is wrong stands at its end. Pure.
 */
public final class RootCause {
    private static final int DEEPEST = 16; // a chain of causes may be a ring

    private RootCause() {}

    /** Never empty. */
    public static String of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < DEEPEST && cause.getCause() != null; depth++) {
            cause = cause.getCause();
        }
        String words = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return switch (cause) {
            case CertificateExpiredException expired -> "the peer's certificate has expired (" + words + ")";
            case CertificateNotYetValidException early -> "the peer's certificate is not valid yet (" + words + ")";
            case CertPathBuilderException unknown -> foreign(words);
            case CertPathValidatorException unknown -> foreign(words);
            case SignatureException unknown -> foreign(words);
            default -> words;
        };
    }

    private static String foreign(String words) {
        return "the peer's certificate leads to no trust anchor of ours (" + words + ")";
    }
}
