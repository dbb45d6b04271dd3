package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemPackagesTest {
    private static final String INSTALL = "apt-get install -y --no-install-recommends iproute2 iptables util-linux";

    private final List<String> ran = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    @Test
    void listsAreFetchedWhenNothingCanBeInstalledWithoutThem() {
        assertThat(install("apt-get", 100, 0, 0).ok()).isTrue();
        assertThat(ran).containsExactly(INSTALL, "apt-get update", INSTALL);
        assertThat(notes).containsExactly("running " + INSTALL, "running apt-get update", "running " + INSTALL);
    }

    @Test
    void listsThatAreThereAreUsed() {
        assertThat(install("apt-get", 0).ok()).isTrue();
        assertThat(ran).containsExactly(INSTALL);
    }

    @Test
    void listsThatCannotBeFetchedAreTheReason() {
        assertThat(install("apt-get", 100, 77)).isEqualTo(new Tool.Outcome(77, "said 77"));
    }

    @Test
    void alpineFetchesItsIndexWithEveryInstallation() {
        install("apk", 1);

        assertThat(ran).containsExactly("apk add --no-cache iproute2 iptables util-linux setpriv mount");
    }

    @Test
    void systemWithNoneOfTheseHasNone() {
        assertThat(SystemPackages.find(command -> false)).isEmpty();
    }

    @Test
    void nobodyIsAsked() {
        assertThat(SystemPackages.patiently(List.of("sh", "-c", "echo $DEBIAN_FRONTEND"))
                        .output())
                .isEqualTo("noninteractive\n");
    }

    private Tool.Outcome install(String present, Integer... exitCodes) {
        Iterator<Integer> codes = Arrays.asList(exitCodes).iterator();
        return SystemPackages.find(present::equals)
                .orElseThrow()
                .install(
                        command -> {
                            ran.add(String.join(" ", command));
                            int code = codes.next();
                            return new Tool.Outcome(code, "said " + code);
                        },
                        notes::add);
    }
}
