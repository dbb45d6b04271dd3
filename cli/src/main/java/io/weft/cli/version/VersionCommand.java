package io.weft.cli.version;

import io.weft.cli.machine.DirectoryOption;
import io.weft.cli.machine.MeshDirectory;
import io.weft.cli.machine.UpState;
import io.weft.cli.machine.Versions;
import io.weft.cli.output.Console;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Prints versions.
 *
 * @see "cli, 7"
 */
@Command(name = "version", description = "Print the versions of this command, of the mesh, and of its proxies.")
public final class VersionCommand implements Callable<Integer> {
    private static final String UNAVAILABLE = "unavailable";

    private final Console console;

    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Option(names = "--client", description = "Only this command's.")
    private boolean client;

    @Option(names = "--short", description = "Only the versions, without words.")
    private boolean brief;

    @Option(names = "--proxy", description = "The proxies', too.")
    private boolean proxies;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Only proxies of this namespace.")
    private @Nullable String namespace;

    public VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.print(brief ? Versions.own() : "Client version: " + Versions.own());
        if (client) {
            return 0;
        }
        Optional<MeshDirectory> mesh = directory.look();
        String server = mesh.flatMap(UpState::read).map(UpState::version).orElse(UNAVAILABLE);
        console.print(brief ? server : "Server version: " + server);
        if (proxies) {
            printProxies(
                    mesh.map(found -> ProxyVersions.count(found, namespace)).orElse(Map.of()));
        }
        return 0;
    }

    private void printProxies(Map<String, Integer> versions) {
        if (!brief) {
            console.print("Proxy versions:" + (versions.isEmpty() ? " " + UNAVAILABLE : ""));
        }
        versions.forEach((version, pods) -> console.print(brief ? version : "\t" + version + " (" + pods + " pods)"));
    }
}
