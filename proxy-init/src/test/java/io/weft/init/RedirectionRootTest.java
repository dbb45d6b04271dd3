package io.weft.init;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The programs as a pod runs them, one after the other, in a network namespace of their own that ends with them. */
class RedirectionRootTest {
    /** Without a way out, the kernel would refuse a connection before any rule sees it. */
    private static final String NETWORK = "ip link set lo up && ip link add out type veth peer name nowhere"
            + " && ip link set out up && ip link set nowhere up && ip address add 10.9.9.1/24 dev out"
            + " && ip neighbour add 10.9.9.2 lladdr 02:00:00:00:00:02 dev out && ip route add default via 10.9.9.2";

    private static final String INIT = "program=proxy-init; run --ipv6=false --inbound-ports-to-ignore 4190,4191";
    private static final String VALIDATE = "program=network-validator; run --log-level debug --timeout ";

    /** What a process left. */
    private record Outcome(int code, String output) {}

    @BeforeAll
    static void needsRoot() {
        assumeTrue(
                shell("ip link show && command -v iptables-nft-restore").code() == 0,
                "skipped: needs ip and iptables-nft");
        assumeTrue(namespace("true").code() == 0, "skipped: needs root, and a kernel with network namespaces");
    }

    @Test
    void validatorHearsItselfBehindTheRulesOfTheInitProgram() {
        Outcome outcome = namespace(INIT + " && " + VALIDATE + "60s");

        assertThat(outcome.code()).as(outcome.output()).isZero();
        assertThat(outcome.output()).endsWith("""
                listens at 0.0.0.0:4140
                is connected to 1.1.1.1:20001
                connections that leave are redirected to 4140
                """);
    }

    @Test
    void withoutRulesTheValidatorGivesUpAtItsTimeout() {
        Outcome outcome = namespace(VALIDATE + "1s");

        assertThat(outcome.code()).isEqualTo(95);
        assertThat(outcome.output()).contains("within 1000 ms: connections that leave are not redirected to 4140");
    }

    @Test
    void sidecarsOwnConnectionsAreNotRedirected() {
        Outcome outcome = namespace(INIT + " --proxy-gid 2102 && group=2102 && " + VALIDATE + "1s");

        assertThat(outcome.code()).isEqualTo(95);
    }

    private static Outcome namespace(String commands) {
        String java = ProcessHandle.current().info().command().orElse("java");
        String run = "run() { setpriv --regid ${group:-0} --clear-groups " + java + " -cp '"
                + System.getProperty("java.class.path") + "' " + InitMain.class.getName() + " $program \"$@\"; }";
        return process("unshare", "--net", "sh", "-c", NETWORK + " || exit 1; " + run + "; " + commands);
    }

    private static Outcome shell(String commands) {
        return process("sh", "-c", commands);
    }

    private static Outcome process(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException absent) {
            return new Outcome(127, String.valueOf(absent.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
