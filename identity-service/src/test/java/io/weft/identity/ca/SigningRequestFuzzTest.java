package io.weft.identity.ca;

import static io.weft.identity.ca.Authority.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.pki.TestCsr;
import java.security.cert.CertificateParsingException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers send signing requests: whatever is in them, the answer is a leaf of the one name, or a refusal. */
class SigningRequestFuzzTest {
    private static final int ROUNDS = 1_500;
    private static final byte[] GOOD = TestCsr.of(WEB).der();

    private final Authority authority = new Authority();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damagedRequestIsRefusedInOrder(long seed) throws Exception {
        authority.with(authority.anchors.issuerP256());
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            refused += certify(damaged(random)) ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(ROUNDS / 2);
    }

    private boolean certify(byte[] csr) throws CertificateParsingException {
        try {
            Certified certified = authority.certify(csr);
            assertThat(certified.leaf().getSubjectAlternativeNames()).hasToString("[[2, " + WEB + "]]");
            return true;
        } catch (CertifyException refused) {
            return false;
        }
    }

    private static byte[] damaged(Random random) {
        byte[] csr = GOOD.clone();
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            csr[random.nextInt(csr.length)] = (byte) random.nextInt(256);
        }
        if (random.nextInt(8) == 0) {
            csr = Arrays.copyOf(csr, random.nextInt(csr.length + 20));
        }
        return csr;
    }
}
