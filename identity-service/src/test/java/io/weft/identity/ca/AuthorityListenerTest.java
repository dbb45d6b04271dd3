package io.weft.identity.ca;

import static io.weft.identity.ca.Authority.NOW;
import static io.weft.identity.ca.Authority.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.identity.token.ServiceAccount;
import io.weft.testkit.pki.TestCsr;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthorityListenerTest {

    @Test
    void everyLeafIsToldWithItsAccount() {
        Authority authority = new Authority();
        authority.with(authority.anchors.issuerP256());
        Certified certified = authority.certify(TestCsr.of(WEB).der());

        assertThat(authority.reloads.issued)
                .containsExactly(new Issuance(
                        new ServiceAccount("shop", "web"),
                        WEB,
                        certified.leaf().getSerialNumber(),
                        NOW,
                        certified.validUntil()));
    }

    @Test
    void listenerThatThrowsStopsNobody() {
        RecentIssuances recent = new RecentIssuances();
        AuthorityListener throwing = new AuthorityListener() {
            @Override
            public void issued(Issuance issuance) {
                throw new IllegalStateException("for the test");
            }
        };
        AuthorityListener.toAll(List.of(throwing, recent)).issued(issuance(1));
        assertThat(recent.snapshot().total()).isEqualTo(1);
    }

    @Test
    void lastIssuancesAreRememberedAndNoMore() {
        RecentIssuances recent = new RecentIssuances();
        for (int i = 1; i <= RecentIssuances.CAPACITY + 3; i++) {
            recent.issued(issuance(i));
        }
        RecentIssuances.Snapshot snapshot = recent.snapshot();
        assertThat(snapshot.total()).isEqualTo(RecentIssuances.CAPACITY + 3L);
        assertThat(snapshot.latest())
                .hasSize(RecentIssuances.CAPACITY)
                .startsWith(issuance(RecentIssuances.CAPACITY + 3), issuance(RecentIssuances.CAPACITY + 2))
                .endsWith(issuance(4));
    }

    private static Issuance issuance(int serial) {
        return new Issuance(
                new ServiceAccount("shop", "web"), WEB, BigInteger.valueOf(serial), NOW, NOW.plus(Duration.ofDays(1)));
    }
}
