package io.weft.cli;

import io.weft.cli.check.CheckCommand;
import io.weft.cli.check.JaegerCheckCommand;
import io.weft.cli.check.VizCheckCommand;
import io.weft.cli.completion.CompletionCommand;
import io.weft.cli.dashboard.JaegerDashboardCommand;
import io.weft.cli.dashboard.VizDashboardCommand;
import io.weft.cli.demo.DemoCommand;
import io.weft.cli.diagnostics.DiagnosticsCommand;
import io.weft.cli.diagnostics.IdentityCommand;
import io.weft.cli.inject.InjectCommand;
import io.weft.cli.inject.UninjectCommand;
import io.weft.cli.install.ExtensionInstallCommand;
import io.weft.cli.install.ExtensionPruneCommand;
import io.weft.cli.install.ExtensionUninstallCommand;
import io.weft.cli.install.InstallCommand;
import io.weft.cli.install.PruneCommand;
import io.weft.cli.install.UninstallCommand;
import io.weft.cli.install.UpgradeCommand;
import io.weft.cli.listing.JaegerListCommand;
import io.weft.cli.listing.VizListCommand;
import io.weft.cli.output.Console;
import io.weft.cli.policy.PoliciesCommand;
import io.weft.cli.profile.ServiceProfileCommand;
import io.weft.cli.run.RunCommand;
import io.weft.cli.tap.TapCommand;
import io.weft.cli.tap.TapProfileCommand;
import io.weft.cli.tap.TopCommand;
import io.weft.cli.up.UpCommand;
import io.weft.cli.version.VersionCommand;
import io.weft.cli.viz.AllowScrapesCommand;
import io.weft.cli.viz.AuthzCommand;
import io.weft.cli.viz.EdgesCommand;
import io.weft.cli.viz.GatewaysCommand;
import io.weft.cli.viz.RoutesCommand;
import io.weft.cli.viz.StatCommand;
import io.weft.cli.viz.StatInboundCommand;
import io.weft.cli.viz.StatOutboundCommand;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/** Starts the {@code linkerd} command. */
public final class LinkerdMain {
    private static final Logger LIBRARIES = Logger.getLogger("");

    private LinkerdMain() {}

    /** Ends the process with 0, 1, or the code of the command that {@code linkerd run} ran. */
    public static void main(String[] arguments) {
        // A connection kept alive would be found again, under the same address, in another network namespace.
        System.setProperty("http.keepAlive", "false");
        // What the libraries have to say, in one line each.
        System.setProperty("java.util.logging.SimpleFormatter.format", "%4$s: %5$s%n");
        LIBRARIES.setLevel(Level.WARNING);
        System.exit(run(Console.ofProcess(), arguments));
    }

    static int run(Console console, String... arguments) {
        return Extension.find(commandLine(console), arguments, System.getenv())
                .map(Extension::run)
                .orElseGet(() -> commandLine(console).execute(arguments));
    }

    /** The whole tree of commands. */
    static CommandLine commandLine(Console console) {
        CommandLine line = new CommandLine(new LinkerdCommand(console))
                .addSubcommand(new DemoCommand(console))
                .addSubcommand(new UpCommand(console))
                .addSubcommand(new RunCommand(console))
                .addSubcommand(new CheckCommand(console))
                .addSubcommand(new InstallCommand(console))
                .addSubcommand(new UpgradeCommand(console))
                .addSubcommand(new UninstallCommand(console))
                .addSubcommand(new PruneCommand(console))
                .addSubcommand(new InjectCommand(console))
                .addSubcommand(new UninjectCommand(console))
                .addSubcommand(new ServiceProfileCommand(console))
                .addSubcommand(StatCommand.of(console))
                .addSubcommand(new EdgesCommand(console))
                .addSubcommand(new RoutesCommand(console))
                .addSubcommand(new TapCommand(console))
                .addSubcommand(new TopCommand(console))
                .addSubcommand(new PoliciesCommand(console))
                .addSubcommand(vizCommand(console))
                .addSubcommand(jaegerCommand(console))
                .addSubcommand(new IdentityCommand(console))
                .addSubcommand(DiagnosticsCommand.of(console))
                .addSubcommand(new VersionCommand(console))
                .addSubcommand(new CompletionCommand(console));
        return Conventions.apply(line, console);
    }

    private static CommandLine vizCommand(Console console) {
        return new CommandLine(new VizCommand(console))
                .addSubcommand(StatCommand.ofViz(console))
                .addSubcommand(new EdgesCommand(console))
                .addSubcommand(new RoutesCommand(console))
                .addSubcommand(new TapCommand(console))
                .addSubcommand(new TopCommand(console))
                .addSubcommand(new StatInboundCommand(console))
                .addSubcommand(new StatOutboundCommand(console))
                .addSubcommand(new AuthzCommand(console))
                .addSubcommand(new GatewaysCommand(console))
                .addSubcommand(ExtensionInstallCommand.ofViz(console))
                .addSubcommand(ExtensionUninstallCommand.ofViz(console))
                .addSubcommand(ExtensionPruneCommand.ofViz(console))
                .addSubcommand(new VizCheckCommand(console))
                .addSubcommand(new VizListCommand(console))
                .addSubcommand(new TapProfileCommand(console))
                .addSubcommand(new AllowScrapesCommand(console))
                .addSubcommand(new VizDashboardCommand(console));
    }

    private static CommandLine jaegerCommand(Console console) {
        return new CommandLine(new JaegerCommand(console))
                .addSubcommand(ExtensionInstallCommand.ofJaeger(console))
                .addSubcommand(ExtensionUninstallCommand.ofJaeger(console))
                .addSubcommand(ExtensionPruneCommand.ofJaeger(console))
                .addSubcommand(new JaegerCheckCommand(console))
                .addSubcommand(new JaegerListCommand(console))
                .addSubcommand(new JaegerDashboardCommand(console));
    }
}
