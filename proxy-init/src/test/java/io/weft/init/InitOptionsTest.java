package io.weft.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.core.Network;
import io.weft.injection.IpFamily;
import io.weft.injection.PortRange;
import io.weft.injection.RedirectRules;
import io.weft.injection.RedirectSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitOptionsTest {
    /** As injection and the chart write them. */
    private static final String USUAL = "--firewall-bin-path iptables-nft --firewall-save-bin-path iptables-nft-save"
            + " --ipv6=false --incoming-proxy-port 4143 --outgoing-proxy-port 4140 --proxy-uid 2102"
            + " --inbound-ports-to-ignore 4190,4191,4567,4568 --outbound-ports-to-ignore 4567,4568";

    private final List<String> said = new ArrayList<>();

    @Test
    void whatInjectionWritesIsRead() {
        assertThat(options(USUAL))
                .isEqualTo(new InitOptions(
                        RedirectSettings.skipping(
                                PortRange.parseList("4567,4568"), PortRange.parseList("4567,4568"), List.of()),
                        List.of("iptables-nft", "iptables", "iptables-legacy"),
                        false,
                        0,
                        false,
                        LogFormat.PLAIN));
    }

    @Test
    void everyOptionIsRead() {
        assertThat(options("--incoming-proxy-port=1 --outgoing-proxy-port=2 --proxy-uid=3 --proxy-gid=4"
                        + " --ports-to-redirect=80,8080-8081 --inbound-ports-to-ignore=5-6 --outbound-ports-to-ignore=7"
                        + " --subnets-to-ignore=10.1.0.0/16,10.2.3.4 --timeout-close-wait-secs=9 --log-format=json"
                        + " --log-level=debug --simulate"))
                .isEqualTo(new InitOptions(
                        new RedirectSettings(
                                1,
                                2,
                                3,
                                4,
                                List.of(80, 8080, 8081),
                                List.of(new PortRange(5, 6)),
                                List.of(PortRange.of(7)),
                                Stream.of("10.1.0.0/16", "10.2.3.4/32")
                                        .map(text -> Network.parse(text).orElseThrow())
                                        .toList()),
                        List.of("iptables-legacy", "iptables-nft", "iptables"),
                        true,
                        9,
                        true,
                        LogFormat.JSON));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --proxy-uuid 3                   | unknown option: --proxy-uuid
            stray                            | unknown option: stray
            --proxy-uid                      | --proxy-uid wants a value
            --proxy-uid 0                    | --proxy-uid 0: between 1 and 2147483647
            --incoming-proxy-port 70000      | --incoming-proxy-port 70000: between 1 and 65535
            --inbound-ports-to-ignore http   | --inbound-ports-to-ignore http: not a port or a range of ports: http
            --subnets-to-ignore ten/16       | --subnets-to-ignore ten/16: ten/16 is no network, as 10.0.0.0/8 is
            --simulate=perhaps               | --simulate is true or false, not perhaps
            --firewall-save-bin-path saver   | --firewall-save-bin-path saver: not iptables-legacy-save, which belongs to --firewall-bin-path
            """)
    void whatCannotBeUsedIsRefusedByName(String words, String message) {
        assertThatThrownBy(() -> options(words))
                .isInstanceOf(UnusableException.class)
                .hasMessage(message);
    }

    @Test
    void rulesAreAppliedInOneTransactionByTheProgramAskedFor() {
        RecordedFirewall firewall = new RecordedFirewall("", "iptables-nft-save", "iptables-nft-restore");

        options(USUAL).run(firewall, said::add);

        assertThat(firewall.asked).containsExactly("iptables-nft-save -t nat", "iptables-nft-restore --wait --noflush");
        assertThat(firewall.restored)
                .containsExactly(
                        RedirectRules.restoreInput(IpFamily.V4, options(USUAL).settings(), ""));
        assertThat(said).containsExactly("connections are redirected to 4143 and 4140 (iptables-nft)");
    }

    @Test
    void jumpsThatStandAreNotAddedAgain() {
        String saved = """
                -A PREROUTING -m comment --comment "ours" -j PROXY_INIT_REDIRECT
                -A OUTPUT -m comment --comment "ours" -j PROXY_INIT_OUTPUT
                """;
        RecordedFirewall firewall = new RecordedFirewall(saved, "iptables-nft-save", "iptables-nft-restore");

        options(USUAL).run(firewall, said::add);

        assertThat(firewall.restored).first().asString().doesNotContain("-A PREROUTING", "-A OUTPUT");
    }

    @Test
    void legacyProgramIsTakenWhereTheKernelHasNoNft() {
        RecordedFirewall firewall = new RecordedFirewall("", "iptables-legacy-save", "iptables-legacy-restore");

        options(USUAL + " --log-format json --timeout-close-wait-secs 60").run(firewall, said::add);

        assertThat(firewall.asked)
                .containsExactly(
                        "iptables-nft-save -t nat",
                        "iptables-save -t nat",
                        "iptables-legacy-save -t nat",
                        "iptables-legacy-restore --wait --noflush",
                        "close-wait 60");
        assertThat(said)
                .containsExactly("{\"level\":\"info\",\"message\":\"connections are redirected to 4143 and 4140"
                        + " (iptables-legacy)\"}");
    }

    @Test
    void connectionsOfIpv6AreRedirectedAfterThoseOfIpv4UnlessThatIsNotWanted() {
        RecordedFirewall firewall = new RecordedFirewall(
                "", "iptables-nft-save", "iptables-nft-restore", "ip6tables-nft-save", "ip6tables-nft-restore");
        InitOptions dual = options(USUAL.replace("--ipv6=false ", "--subnets-to-ignore 10.1.0.0/16,fd00:1::/32 "));

        dual.run(firewall, said::add);

        assertThat(firewall.asked)
                .containsExactly(
                        "iptables-nft-save -t nat",
                        "iptables-nft-restore --wait --noflush",
                        "ip6tables-nft-save -t nat",
                        "ip6tables-nft-restore --wait --noflush");
        assertThat(firewall.restored)
                .containsExactly(
                        RedirectRules.restoreInput(IpFamily.V4, dual.settings(), ""),
                        RedirectRules.restoreInput(IpFamily.V6, dual.settings(), ""));
        assertThat(said).containsExactly("connections are redirected to 4143 and 4140 (iptables-nft, ip6tables-nft)");
    }

    @Test
    void eachFamilyTakesTheProgramThatWorksForIt() {
        RecordedFirewall firewall = new RecordedFirewall(
                "", "iptables-nft-save", "iptables-nft-restore", "ip6tables-legacy-save", "ip6tables-legacy-restore");

        options(USUAL.replace("--ipv6=false ", "")).run(firewall, said::add);

        assertThat(said)
                .containsExactly("connections are redirected to 4143 and 4140 (iptables-nft, ip6tables-legacy)");
    }

    @Test
    void aKernelWithoutIpv6HasNothingToRedirectThere() {
        RecordedFirewall firewall = new RecordedFirewall("", "iptables-nft-save", "iptables-nft-restore");
        firewall.ipv6 = false;

        options(USUAL.replace("--ipv6=false ", "")).run(firewall, said::add);

        assertThat(said).containsExactly("connections are redirected to 4143 and 4140 (iptables-nft)");
    }

    @Test
    void whereIpv6CannotBeRedirectedNothingIsWell() {
        RecordedFirewall firewall = new RecordedFirewall("", "iptables-nft-save", "iptables-nft-restore");

        assertThatThrownBy(() -> options(USUAL.replace("--ipv6=false ", "")).run(firewall, said::add))
                .isInstanceOf(InitException.class)
                .hasMessageContaining("ip6tables-nft-save: no such program");
    }

    @Test
    void refusedRulesAreAFailureAndNoReasonToTryAnotherProgram() {
        RecordedFirewall firewall = new RecordedFirewall("", "iptables-nft-save", "iptables-legacy-save");

        assertThatThrownBy(() -> options(USUAL).run(firewall, said::add))
                .isInstanceOf(InitException.class)
                .hasMessage("the redirect rules are refused (iptables-nft-restore): no such program");
    }

    @Test
    void whereNoProgramWorksEachIsNamed() {
        assertThatThrownBy(() -> options(USUAL).run(new RecordedFirewall(""), said::add))
                .isInstanceOf(InitException.class)
                .hasMessageContainingAll("NET_ADMIN", "iptables-nft-save: no such program", "iptables-legacy-save");
    }

    @Test
    void simulationSetsNothing() {
        RecordedFirewall firewall = new RecordedFirewall("");

        options(USUAL + " --simulate").run(firewall, said::add);

        assertThat(firewall.asked).isEmpty();
        assertThat(said)
                .containsExactly(
                        RedirectRules.restoreInput(IpFamily.V4, options(USUAL).settings(), ""));
    }

    private static InitOptions options(String words) {
        return InitOptions.read(List.of(words.split(" ", -1)));
    }
}
