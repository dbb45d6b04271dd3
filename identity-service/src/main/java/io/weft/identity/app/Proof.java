package io.weft.identity.app;

import io.weft.identity.token.TokenReviewer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How this mesh proves who a caller is.
 *
 * @param threads where a review may take its time
 * @param tokenKey hears the text of {@code token.key} whenever a file has changed
 * @param problem why no token could be reviewed now
 */
record Proof(
        TokenReviewer reviewer,
        Executor threads,
        Consumer<Optional<String>> tokenKey,
        Supplier<Optional<String>> problem) {}
