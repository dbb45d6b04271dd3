package io.weft.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Renders the rules that capture a workload's TCP traffic, as input for {@code iptables-restore --noflush}, or for
 * {@code ip6tables-restore}: the same rules for each family, but for the subnets, which belong to one.
 *
 * <p>One input is applied as one transaction: either every rule stands or none. Declaring a chain empties it, so applying the
 * input again replaces our rules; the two jumps from the built-in chains are left out where a saved dump already has them.
 * Nothing else in the table is touched. UDP and ICMP are never redirected.
 *
 * @see "injection, 7"
 */
public final class RedirectRules {
    static final String REDIRECT_CHAIN = "PROXY_INIT_REDIRECT";
    static final String OUTPUT_CHAIN = "PROXY_INIT_OUTPUT";

    /** What the kernel's multiport match takes in one rule; a range counts twice. */
    private static final int MULTIPORT_MAX = 15;

    private static final String TABLE = "*nat";

    private RedirectRules() {}

    /**
     * The rules as one transaction.
     *
     * @param saved what the family's {@code -save -t nat} printed in the same namespace; empty if nothing is set up yet
     * @return text ending in {@code COMMIT} and a line feed
     */
    public static String restoreInput(IpFamily family, RedirectSettings settings, String saved) {
        List<String> lines = new ArrayList<>();
        lines.add(TABLE);
        lines.add(":" + REDIRECT_CHAIN + " - [0:0]");
        lines.add(":" + OUTPUT_CHAIN + " - [0:0]");
        lines.addAll(inbound(family, settings));
        addJump(lines, saved, "PREROUTING", REDIRECT_CHAIN, "install-proxy-init-prerouting");
        lines.addAll(outbound(settings));
        addJump(lines, saved, "OUTPUT", OUTPUT_CHAIN, "install-proxy-init-output");
        lines.add("COMMIT");
        return String.join("\n", lines) + "\n";
    }

    private static List<String> inbound(IpFamily family, RedirectSettings settings) {
        List<String> rules = new ArrayList<>();
        ignorePorts(REDIRECT_CHAIN, settings.ignoredInboundPorts(), rules);
        settings.ignoredSubnets().stream()
                .filter(family::has)
                .forEach(
                        subnet -> rules.add(rule(REDIRECT_CHAIN, "-s " + subnet, "RETURN", "ignore-subnet-" + subnet)));
        if (settings.redirectedPorts().isEmpty()) {
            rules.add(rule(
                    REDIRECT_CHAIN,
                    "-p tcp",
                    redirectTo(settings.inboundPort()),
                    "redirect-all-incoming-to-proxy-port"));
        }
        settings.redirectedPorts()
                .forEach(port -> rules.add(rule(
                        REDIRECT_CHAIN,
                        "-p tcp --dport " + port,
                        redirectTo(settings.inboundPort()),
                        "redirect-port-" + port + "-to-proxy-port")));
        return rules;
    }

    private static List<String> outbound(RedirectSettings settings) {
        List<String> rules = new ArrayList<>();
        rules.add(rule(OUTPUT_CHAIN, "-m owner --uid-owner " + settings.proxyUid(), "RETURN", "ignore-proxy-user-id"));
        if (settings.proxyGid() > 0) {
            rules.add(rule(
                    OUTPUT_CHAIN, "-m owner --gid-owner " + settings.proxyGid(), "RETURN", "ignore-proxy-group-id"));
        }
        rules.add(rule(OUTPUT_CHAIN, "-o lo", "RETURN", "ignore-loopback"));
        ignorePorts(OUTPUT_CHAIN, settings.ignoredOutboundPorts(), rules);
        rules.add(rule(
                OUTPUT_CHAIN, "-p tcp", redirectTo(settings.outboundPort()), "redirect-all-outgoing-to-proxy-port"));
        return rules;
    }

    private static void ignorePorts(String chain, List<PortRange> ports, List<String> rules) {
        for (List<PortRange> part : multiports(ports)) {
            String match = part.stream()
                    .map(range -> range.toString().replace('-', ':'))
                    .collect(Collectors.joining(","));
            String name = part.stream().map(PortRange::toString).collect(Collectors.joining(","));
            rules.add(rule(chain, "-p tcp -m multiport --dports " + match, "RETURN", "ignore-port-" + name));
        }
    }

    private static List<List<PortRange>> multiports(List<PortRange> ports) {
        List<List<PortRange>> parts = new ArrayList<>();
        int room = 0;
        for (PortRange range : ports) {
            int slots = range.first() == range.last() ? 1 : 2;
            if (room < slots) {
                parts.add(new ArrayList<>());
                room = MULTIPORT_MAX;
            }
            parts.getLast().add(range);
            room -= slots;
        }
        return parts;
    }

    private static void addJump(List<String> lines, String saved, String from, String to, String comment) {
        boolean stands =
                saved.lines().anyMatch(line -> line.startsWith("-A " + from + " ") && line.endsWith(" -j " + to));
        if (!stands) {
            lines.add(rule(from, "", to, comment));
        }
    }

    private static String redirectTo(int port) {
        return "REDIRECT --to-ports " + port;
    }

    /** The comment match stands before the target, as {@code iptables-save} prints it. */
    private static String rule(String chain, String match, String target, String comment) {
        return "-A " + chain + (match.isEmpty() ? "" : " " + match) + " -m comment --comment \"proxy-init/" + comment
                + "\" -j " + target;
    }
}
