package io.weft.kubernetes.resource;

/** Transport of a declared port. The mesh carries TCP only; the others are known in order to be left alone. */
public enum Protocol {
    TCP,
    UDP,
    SCTP
}
