package io.weft.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.WorkloadIdentity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityMatchTest {
    @ParameterizedTest
    @CsvSource({"web.shop, web.shop,     true", "web.shop, a.web.shop,   false", "web.shop, web.shop.b,   false"})
    void exactMeansOne(String expected, String proven, boolean matches) {
        assertThat(new IdentityMatch.Exact(new WorkloadIdentity(expected)).matches(new WorkloadIdentity(proven)))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "shop.local, web.shop.local,   true",
        "shop.local, a.web.shop.local, true",
        "shop.local, shop.local,       false",
        "shop.local, workshop.local,   false",
        "shop.local, shop.local.evil,  false",
        "'',         anybody,          true"
    })
    void suffixWantsWholeLabelsBeforeIt(String suffix, String proven, boolean matches) {
        assertThat(new IdentityMatch.Suffix(suffix).matches(new WorkloadIdentity(proven)))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"spiffe://cluster.local/web, web.shop", "web.shop, web.shop"})
    void spiffeIdIsNeverADnsName(String id, String proven) {
        assertThat(new IdentityMatch.Spiffe(id).matches(new WorkloadIdentity(proven)))
                .isFalse();
    }
}
