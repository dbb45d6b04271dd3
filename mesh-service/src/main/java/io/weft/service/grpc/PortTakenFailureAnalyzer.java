package io.weft.service.grpc;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which port the gRPC server could not have, and how to see who has it. (Boot says it for web servers.) */
final class PortTakenFailureAnalyzer extends AbstractFailureAnalyzer<IOException> {
    private static final Pattern BIND = Pattern.compile("Failed to bind to address .*:(\\d+)");

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, IOException cause) {
        Matcher bind = BIND.matcher(String.valueOf(cause.getMessage()));
        if (!bind.find()) {
            return null;
        }
        String port = bind.group(1);
        Throwable reason = cause.getCause() == null ? cause : cause.getCause();
        return new FailureAnalysis(
                "The gRPC server cannot listen on port " + port + ": " + reason.getMessage() + ".",
                "See who listens there with `ss -ltnp sport = :" + port
                        + "`; end that process, or give another port with --spring.grpc.server.port.",
                cause);
    }
}
