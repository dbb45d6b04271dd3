package io.weft.cli.diagnostics;

import io.weft.cli.output.Console;
import io.weft.cli.output.Json;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Prints the profile that a sidecar is told of. */
@Command(name = "profile", description = "Print what a sidecar is told of a name or address, as JSON.")
final class ProfileCommand implements Callable<Integer> {
    private final Console console;
    private final Function<PlaceOptions, MeshInside> way;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Mixin
    private final TokenOption token = new TokenOption();

    @Parameters(paramLabel = "ADDRESS", description = "name:port or address:port.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private String address;

    ProfileCommand(Console console, Function<PlaceOptions, MeshInside> way) {
        this.console = console;
        this.way = way;
    }

    @Override
    public Integer call() {
        String question = new Query("/api/v1/profile")
                .with("target", address)
                .with("namespace", token.namespace())
                .toString();
        try (MeshInside mesh = way.apply(place)) {
            console.print(Json.of(JsonMapper.shared().readTree(mesh.destination(question))));
        }
        return 0;
    }
}
