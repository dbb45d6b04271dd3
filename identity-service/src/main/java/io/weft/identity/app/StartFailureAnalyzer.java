package io.weft.identity.app;

import io.weft.identity.files.BootstrapException;
import io.weft.identity.mint.MintSocketException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports what stands in the way of the directory and of the socket. */
final class StartFailureAnalyzer extends AbstractFailureAnalyzer<RuntimeException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, RuntimeException cause) {
        BootstrapException files = findCause(rootFailure, BootstrapException.class);
        if (files != null) {
            return new FailureAnalysis(String.valueOf(files.getMessage()), files.advice(), files);
        }
        MintSocketException socket = findCause(rootFailure, MintSocketException.class);
        return socket == null
                ? null
                : new FailureAnalysis(String.valueOf(socket.getMessage()), socket.advice(), socket);
    }
}
