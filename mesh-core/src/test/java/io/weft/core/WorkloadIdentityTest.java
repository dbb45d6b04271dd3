package io.weft.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadIdentityTest {
    @Test
    void nameOfAServiceAccountSaysWhoWhereAndWhoVouches() {
        assertThat(WorkloadIdentity.of("web", "shop", "linkerd", "cluster.local"))
                .isEqualTo(new WorkloadIdentity("web.shop.serviceaccount.identity.linkerd.cluster.local"));
    }

    @ParameterizedTest
    @CsvSource({"web.shop, web.shop", "WEB.Shop, web.shop", "web.shop., web.shop", "_a.b, _a.b", "a, a"})
    void caseAndOneTrailingDotDoNotMatter(String text, String name) {
        assertThat(WorkloadIdentity.parse(text)).contains(new WorkloadIdentity(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "web..shop",
                ".web",
                "web.shop..",
                "-web",
                "web-",
                "*.shop",
                "wéb",
                "web shop",
                "web/shop"
            })
    void whatIsNoDnsNameIsNoIdentity(String text) {
        assertThat(WorkloadIdentity.parse(text)).isEmpty();
    }

    @Test
    void labelsEndAt63AndNamesAt253Characters() {
        String label = "a".repeat(63);
        String longest = String.join(".", label, label, label, "a".repeat(61));

        assertThat(WorkloadIdentity.parse(longest)).isPresent();
        assertThat(WorkloadIdentity.parse(longest + "a")).isEmpty();
        assertThat(WorkloadIdentity.parse("a".repeat(64))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WEB", "web.shop."})
    void constructorTakesOnlyTheOneSpelling(String name) {
        assertThatThrownBy(() -> new WorkloadIdentity(name)).hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({"a.b, shop, service account", "web, '', namespace", "web, Shop, namespace", "a_b, shop, service account"
    })
    void partThatIsNoLabelCannotSmuggleInAnotherPart(String account, String namespace, String named) {
        assertThatThrownBy(() -> WorkloadIdentity.of(account, namespace, "linkerd", "cluster.local"))
                .hasMessageStartingWith(named + " is not a DNS-1123 label");
    }
}
