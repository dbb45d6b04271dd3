package io.weft.viz.external;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "0.0004, 0", "0.0005, 1m", "1, 1", "12.5, 12500m", "12.9999, 13", "4000000, 4000000"})
    void amountsAreWholeOrInThousandths(double amount, String written) {
        assertThat(Quantity.of(amount)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"deployment=web", "deploy==web", "' deployments = web '"})
    void kindsOfWorkloadsAreNamedInAnyForm(String selector) {
        assertThat(LoadSelector.parse(selector)).isEqualTo(new LoadSelector("deployment", "web"));
    }
}
