package io.weft.proxy.identity;

/** Why an attempt to be certified failed. */
final class CertifyException extends Exception {
    CertifyException(String message) {
        super(message);
    }

    CertifyException(String message, Throwable cause) {
        super(message, cause);
    }
}
