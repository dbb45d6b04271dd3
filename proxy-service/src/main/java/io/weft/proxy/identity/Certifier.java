package io.weft.proxy.identity;

import java.util.concurrent.CompletableFuture;

/** Asks for a certificate once. */
@FunctionalInterface
interface Certifier {
    /** Never throws. Completes on the event loop; fails with {@link CertifyException}. */
    CompletableFuture<Credentials> certify();
}
