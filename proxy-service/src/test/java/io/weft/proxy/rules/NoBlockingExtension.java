package io.weft.proxy.rules;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.blockhound.BlockHound;

/**
 * Makes blocking an event loop an error, in every process that runs tests. BlockHound's own listener would do so in Maven's as
 * well, where tests are looked for.
 */
public final class NoBlockingExtension implements BeforeAllCallback {
    static {
        BlockHound.install();
    }

    @Override
    public void beforeAll(ExtensionContext tests) {
        // Once is enough.
    }
}
