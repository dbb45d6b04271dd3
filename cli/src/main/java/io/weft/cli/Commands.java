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

/** Every command by its name, in the order of the help. */
final class Commands {
    private Commands() {}

    static CommandTree all() {
        return new CommandTree(LinkerdCommand::new)
                .with("demo", DemoCommand::new)
                .with("up", UpCommand::new)
                .with("run", RunCommand::new)
                .with("check", CheckCommand::new)
                .with("install", InstallCommand::new)
                .with("upgrade", UpgradeCommand::new)
                .with("uninstall", UninstallCommand::new)
                .with("prune", PruneCommand::new)
                .with("inject", InjectCommand::new)
                .with("uninject", UninjectCommand::new)
                .with("profile", ServiceProfileCommand::new)
                .with("stat", StatCommand::of)
                .with("edges", EdgesCommand::new)
                .with("routes", RoutesCommand::new)
                .with("tap", TapCommand::new)
                .with("top", TopCommand::new)
                .with("authz", PoliciesCommand::new)
                .with("viz", viz())
                .with("jaeger", jaeger())
                .with("identity", IdentityCommand::new)
                .with("diagnostics", DiagnosticsCommand::of)
                .alias("dg", "diagnostics")
                .with("version", VersionCommand::new)
                .with("completion", console -> new CompletionCommand(console, () -> all().whole(console)));
    }

    private static CommandTree viz() {
        return new CommandTree(VizCommand::new)
                .with("stat", StatCommand::ofViz)
                .with("edges", EdgesCommand::new)
                .with("routes", RoutesCommand::new)
                .with("tap", TapCommand::new)
                .with("top", TopCommand::new)
                .with("stat-inbound", StatInboundCommand::new)
                .with("stat-outbound", StatOutboundCommand::new)
                .with("authz", AuthzCommand::new)
                .with("gateways", GatewaysCommand::new)
                .with("install", ExtensionInstallCommand::ofViz)
                .with("uninstall", ExtensionUninstallCommand::ofViz)
                .with("prune", ExtensionPruneCommand::ofViz)
                .with("check", VizCheckCommand::new)
                .with("list", VizListCommand::new)
                .with("profile", TapProfileCommand::new)
                .with("allow-scrapes", AllowScrapesCommand::new)
                .with("dashboard", VizDashboardCommand::new);
    }

    private static CommandTree jaeger() {
        return new CommandTree(JaegerCommand::new)
                .with("install", ExtensionInstallCommand::ofJaeger)
                .with("uninstall", ExtensionUninstallCommand::ofJaeger)
                .with("prune", ExtensionPruneCommand::ofJaeger)
                .with("check", JaegerCheckCommand::new)
                .with("list", JaegerListCommand::new)
                .with("dashboard", JaegerDashboardCommand::new);
    }
}
