package io.weft.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.core.Network;
import io.weft.testkit.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedirectRulesTest {
    private final List<String> warnings = new ArrayList<>();

    @Test
    void usualRulesRedirectAllButTheProxyLoopbackAndSkippedPorts() {
        Golden.check(getClass(), "usual.rules", RedirectRules.restoreInput(IpFamily.V4, settings(Map.of()), ""));
        assertThat(warnings).isEmpty();
    }

    @Test
    void everyRowOfTheSheetHasItsRule() {
        RedirectSettings everything = new RedirectSettings(
                14143,
                14140,
                3000,
                3001,
                List.of(80, 8080),
                PortRange.parseList("4190,4191,5000-5010"),
                PortRange.parseList("3306"),
                List.of(Network.parse("10.9.0.0/16").orElseThrow()));

        Golden.check(getClass(), "everything.rules", RedirectRules.restoreInput(IpFamily.V4, everything, ""));
    }

    @Test
    void theRulesOfIpv6AreThoseOfIpv4ButForTheSubnets() {
        RedirectSettings both = settings(Map.of(ConfigAnnotation.SKIP_SUBNETS, "10.1.0.0/16,fd00:1::/32"));

        assertThat(RedirectRules.restoreInput(IpFamily.V6, settings(Map.of()), ""))
                .isEqualTo(RedirectRules.restoreInput(IpFamily.V4, settings(Map.of()), ""));
        assertThat(sources(IpFamily.V4, both)).containsExactly("10.1.0.0/16");
        assertThat(sources(IpFamily.V6, both)).containsExactly("fd00:1:0:0:0:0:0:0/32");
    }

    private static List<String> sources(IpFamily family, RedirectSettings settings) {
        return RedirectRules.restoreInput(family, settings, "")
                .lines()
                .filter(line -> line.contains(" -s "))
                .map(line -> line.replaceAll(".* -s (\\S+) .*", "$1"))
                .toList();
    }

    @Test
    void eachFamilyHasItsProgram() {
        assertThat(IpFamily.V4.program("iptables-nft-save")).isEqualTo("iptables-nft-save");
        assertThat(IpFamily.V6.program("iptables-nft-save")).isEqualTo("ip6tables-nft-save");
        assertThat(IpFamily.V6.program("/sbin/iptables")).isEqualTo("/sbin/ip6tables");
    }

    @Test
    void jumpsThatStandAlreadyAreNotAddedAgain() {
        String saved = """
                *nat
                :PREROUTING ACCEPT [0:0]
                -A PREROUTING -m comment --comment "proxy-init/install-proxy-init-prerouting" -j PROXY_INIT_REDIRECT
                -A OUTPUT -m comment --comment "proxy-init/install-proxy-init-output" -j PROXY_INIT_OUTPUT
                COMMIT
                """;

        assertThat(RedirectRules.restoreInput(IpFamily.V4, settings(Map.of()), saved))
                .contains(":PROXY_INIT_REDIRECT - [0:0]", ":PROXY_INIT_OUTPUT - [0:0]")
                .doesNotContain("-A PREROUTING", "-A OUTPUT");
    }

    @Test
    void rangesCountTwiceAgainstTheFifteenPortsOfOneRule() {
        String ports = IntStream.rangeClosed(1, 14).mapToObj(String::valueOf).collect(Collectors.joining(","));
        RedirectSettings settings =
                RedirectSettings.skipping(List.of(), PortRange.parseList(ports + ",20-30,40"), List.of());

        assertThat(RedirectRules.restoreInput(IpFamily.V4, settings, "")
                        .lines()
                        .filter(line -> line.contains("--dports")))
                .map(line -> line.replaceAll(".*--dports (\\S+) .*", "$1"))
                .containsExactly("4190,4191", ports, "20:30,40");
    }

    @Test
    void annotationsReplaceTheSkippedPortsButNotTheProxysOwn() {
        RedirectSettings settings = settings(Map.of(
                ConfigAnnotation.SKIP_INBOUND_PORTS, "9000-9010",
                ConfigAnnotation.SKIP_OUTBOUND_PORTS, "25, 587",
                ConfigAnnotation.SKIP_SUBNETS, "10.1.0.0/16, 10.2.3.4"));

        assertThat(settings.ignoredInboundPorts()).isEqualTo(PortRange.parseList("4190,4191,9000-9010"));
        assertThat(settings.ignoredOutboundPorts()).isEqualTo(PortRange.parseList("25,587"));
        assertThat(settings.ignoredSubnets()).hasToString("[10.1.0.0/16, 10.2.3.4/32]");
    }

    @Test
    void annotationThatCannotBeReadIsReportedAndIgnored() {
        RedirectSettings settings = settings(Map.of(
                ConfigAnnotation.SKIP_INBOUND_PORTS, "http",
                ConfigAnnotation.SKIP_OUTBOUND_PORTS, "70000",
                ConfigAnnotation.SKIP_SUBNETS, "ten"));

        assertThat(settings).isEqualTo(settings(Map.of()));
        assertThat(warnings)
                .satisfiesExactly(
                        inbound -> assertThat(inbound).contains("skip-inbound-ports", "http"),
                        outbound -> assertThat(outbound).contains("skip-outbound-ports", "70000"),
                        subnets -> assertThat(subnets).contains("skip-subnets", "ten"));
    }

    @Test
    void portRangeThatRunsBackwardsIsRefused() {
        assertThatThrownBy(() -> PortRange.parseList("80,90-80")).hasMessageContaining("90-80");
    }

    private RedirectSettings settings(Map<String, String> annotations) {
        return RedirectSettings.forAnnotations(annotations, warnings::add);
    }
}
