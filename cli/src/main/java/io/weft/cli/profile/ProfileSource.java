package io.weft.cli.profile;

import io.weft.cli.machine.MachineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a profile is made of: exactly one. */
final class ProfileSource {
    @Option(names = "--template", description = "A commented example to fill in.")
    @SuppressWarnings("UnusedVariable") // it is meant where no other is given
    private boolean template;

    @Option(
            names = "--open-api",
            paramLabel = "FILE",
            description = "A route for each operation of an OpenAPI document, version 2 or 3; - reads standard input.")
    private @Nullable String openApi;

    @Option(
            names = "--proto",
            paramLabel = "FILE",
            description = "A route for each method of a protobuf file; - reads standard input.")
    private @Nullable String proto;

    /**
     * The routes; empty for the template.
     *
     * @throws MachineException if a file cannot be read or parsed
     */
    Optional<List<ProfileRoute>> routes(InputStream input) {
        if (openApi != null) {
            return Optional.of(named(openApi, OpenApiRoutes.of(text(openApi, input))));
        }
        return proto == null ? Optional.empty() : Optional.of(named(proto, ProtoRoutes.of(proto, text(proto, input))));
    }

    private static List<ProfileRoute> named(String file, List<ProfileRoute> routes) {
        if (routes.isEmpty()) {
            throw new MachineException(file + " describes no route");
        }
        return routes;
    }

    private static String text(String file, InputStream input) {
        try {
            return file.equals("-")
                    ? new String(input.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new MachineException("cannot read " + file + ": " + MachineException.describe(e), e);
        }
    }
}
