package io.weft.cli.diagnostics;

import picocli.CommandLine.Option;

/** On whose behalf a question is asked; mix it in. */
final class TokenOption {
    @Option(
            names = "--token",
            paramLabel = "NS:NAME",
            description = "The client on whose behalf is asked; its namespace counts. Default: ${DEFAULT-VALUE}.")
    private String token = "default:diagnostics";

    String namespace() {
        int colon = token.indexOf(':');
        return colon < 0 ? token : token.substring(0, colon);
    }
}
