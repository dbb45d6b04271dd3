package io.weft.init;

import io.weft.core.Network;
import io.weft.injection.IpFamily;
import io.weft.injection.PortRange;
import io.weft.injection.ProxyPorts;
import io.weft.injection.RedirectRules;
import io.weft.injection.RedirectSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code proxy-init} is asked to do: set the redirect rules of the network namespace it is in, all of a family or none. A
 * second time changes nothing.
 *
 * @param settings what is redirected and what is not
 * @param programs by which, in the order they are tried: the name of a program that has a {@code -save} and a {@code -restore}
 *     beside it, for IPv4; those for IPv6 are their siblings
 * @param ipv6 whether connections of IPv6 are redirected as well, where the kernel has it
 * @param closeWaitSeconds how long the kernel keeps a connection in CLOSE_WAIT; 0: as it is
 * @param simulate print the rules and set nothing
 * @param format how it says what was done
 * @see "injection, 7"
 */
record InitOptions(
        RedirectSettings settings,
        List<String> programs,
        boolean ipv6,
        int closeWaitSeconds,
        boolean simulate,
        LogFormat format) {
    private static final String NFT = "iptables-nft";
    private static final String PLAIN = "iptables";
    private static final String LEGACY = "iptables-legacy";
    private static final String SAVE = "-save";
    private static final int ANY = Integer.MAX_VALUE;
    private static final int MAX_PORT = 65535;
    private static final Set<String> SWITCHES = Set.of("simulate", "ipv6");
    private static final Set<String> NAMES = Set.of(
            "incoming-proxy-port",
            "outgoing-proxy-port",
            "proxy-uid",
            "proxy-gid",
            "ports-to-redirect",
            "inbound-ports-to-ignore",
            "outbound-ports-to-ignore",
            "subnets-to-ignore",
            "timeout-close-wait-secs",
            "firewall-bin-path",
            "firewall-save-bin-path",
            "log-format",
            "log-level",
            "simulate",
            "ipv6");

    InitOptions {
        programs = List.copyOf(programs);
    }

    /** @throws UnusableException naming the option that cannot be used */
    static InitOptions read(List<String> words) {
        Arguments given = Arguments.read(words, NAMES, SWITCHES);
        RedirectSettings settings = new RedirectSettings(
                given.number("incoming-proxy-port", ProxyPorts.INBOUND, 1, MAX_PORT),
                given.number("outgoing-proxy-port", ProxyPorts.OUTBOUND, 1, MAX_PORT),
                given.number("proxy-uid", RedirectSettings.PROXY_UID, 1, ANY),
                given.number("proxy-gid", -1, -1, ANY),
                ports(given, "ports-to-redirect").stream()
                        .flatMap(InitOptions::each)
                        .toList(),
                ports(given, "inbound-ports-to-ignore"),
                ports(given, "outbound-ports-to-ignore"),
                given.as("subnets-to-ignore", given.text("subnets-to-ignore", ""), InitOptions::networks));
        return new InitOptions(
                settings,
                programs(given),
                given.flag("ipv6", true),
                given.number("timeout-close-wait-secs", 0, 0, ANY),
                given.flag("simulate", false),
                LogFormat.of(given.text("log-format", "plain")));
    }

    /**
     * Does it.
     *
     * @param say told in a line what was done
     * @throws InitException if no program can set the rules here, or the one that can refuses them
     */
    void run(Firewall firewall, Consumer<String> say) {
        if (simulate) {
            families(firewall).forEach(family -> say.accept(RedirectRules.restoreInput(family, settings, "")));
            return;
        }
        String by = families(firewall).map(family -> redirect(firewall, family)).collect(Collectors.joining(", "));
        if (closeWaitSeconds > 0) {
            firewall.closeWait(closeWaitSeconds);
        }
        say.accept(format.line(
                "info",
                "connections are redirected to " + settings.inboundPort() + " and " + settings.outboundPort() + " ("
                        + by + ")"));
    }

    private Stream<IpFamily> families(Firewall firewall) {
        return ipv6 && firewall.hasIpv6() ? Stream.of(IpFamily.V4, IpFamily.V6) : Stream.of(IpFamily.V4);
    }

    /** Gives the program that did it. */
    private String redirect(Firewall firewall, IpFamily family) {
        List<String> refusals = new ArrayList<>();
        for (String program : programs) {
            String save = family.program(program + SAVE);
            Firewall.Outcome saved = firewall.run("", save, "-t", "nat");
            if (saved.ok()) {
                apply(firewall, family, program, saved.output());
                return family.program(program);
            }
            refusals.add(save + ": " + saved.output().strip());
        }
        throw new InitException(
                "no redirect rules can be set here; this needs NET_ADMIN and NET_RAW, and a kernel with one of"
                        + " these: " + String.join("; ", refusals));
    }

    private void apply(Firewall firewall, IpFamily family, String program, String saved) {
        String restore = family.program(program + "-restore");
        Firewall.Outcome outcome =
                firewall.run(RedirectRules.restoreInput(family, settings, saved), restore, "--wait", "--noflush");
        if (!outcome.ok()) {
            throw new InitException("the redirect rules are refused (" + restore + "): "
                    + outcome.output().strip());
        }
    }

    /** The one that is asked for comes first. */
    private static List<String> programs(Arguments given) {
        String asked = given.text("firewall-bin-path", LEGACY);
        String save = given.text("firewall-save-bin-path", asked + SAVE);
        if (!save.equals(asked + SAVE)) {
            throw new UnusableException("--firewall-save-bin-path " + save + ": not " + asked + SAVE
                    + ", which belongs to --firewall-bin-path");
        }
        return Stream.of(asked, NFT, PLAIN, LEGACY).distinct().toList();
    }

    private static List<PortRange> ports(Arguments given, String name) {
        return given.as(name, given.text(name, ""), PortRange::parseList);
    }

    private static Stream<Integer> each(PortRange range) {
        return Stream.iterate(range.first(), port -> port <= range.last(), port -> port + 1);
    }

    private static List<Network> networks(String list) {
        return Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> Network.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException(text + " is no network, as 10.0.0.0/8 is")))
                .toList();
    }
}
