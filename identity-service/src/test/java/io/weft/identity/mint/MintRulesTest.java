package io.weft.identity.mint;

import static io.weft.identity.mint.Pods.pod;
import static io.weft.identity.mint.Pods.runBy;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.identity.token.ServiceAccount;
import io.weft.kubernetes.resource.KnownAnnotations;
import io.weft.kubernetes.resource.Pod;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MintRulesTest {
    private static final long RUNNER = 4711;
    private static final long START = 98765;
    private static final Peer ROOT = new Peer(RUNNER, 0);
    private static final ServiceAccount WEB = new ServiceAccount("shop", "web");
    private static final Pod POD = pod("shop", "web-1", "web", runBy(RUNNER, START));

    private OptionalLong runnerStarted = OptionalLong.of(START);
    private final MintRules rules = new MintRules(0, pid -> pid == RUNNER ? runnerStarted : OptionalLong.empty());

    @Test
    void rootMayAskAndNobodyElse() {
        assertThatCode(() -> rules.requireUser(new Peer(1, 0))).doesNotThrowAnyException();
        for (long uid : new long[] {1, 1000, 2102, 2103, 4294967295L}) {
            assertThatThrownBy(() -> rules.requireUser(new Peer(1, uid)))
                    .hasMessageStartingWith("PERMISSION_DENIED")
                    .hasMessageContaining("uid is " + uid);
        }
    }

    @Test
    void runnerOfAWorkloadMayAsk() {
        assertThatCode(() -> rules.requireHolder(ROOT, POD, WEB)).doesNotThrowAnyException();
    }

    @Test
    void anotherProcessMayNotAskWhileTheRunnerLives() {
        assertThatThrownBy(() -> rules.requireHolder(new Peer(12, 0), POD, WEB))
                .hasMessageStartingWith("PERMISSION_DENIED")
                .hasMessageContaining("4711");
    }

    @Test
    void processWeCannotSeeMayNotAskWhileTheRunnerLives() {
        assertThatThrownBy(() -> rules.requireHolder(new Peer(0, 0), POD, WEB))
                .hasMessageStartingWith("PERMISSION_DENIED");
    }

    @Test
    void anotherProcessMayAskOnceTheRunnerIsGone() {
        runnerStarted = OptionalLong.empty();
        assertThatCode(() -> rules.requireHolder(new Peer(12, 0), POD, WEB)).doesNotThrowAnyException();
    }

    @Test
    void laterProcessWithTheRunnersIdIsNotTheRunner() {
        runnerStarted = OptionalLong.of(START + 1);
        assertThatCode(() -> rules.requireHolder(new Peer(12, 0), POD, WEB)).doesNotThrowAnyException();
    }

    @Test
    void anotherServiceAccountIsRefused() {
        assertThatThrownBy(() -> rules.requireHolder(ROOT, POD, new ServiceAccount("shop", "api")))
                .hasMessageStartingWith("FAILED_PRECONDITION")
                .hasMessageContaining("runs as service account web, not api");
    }

    static Stream<Map<String, String>> annotationsThatNameNoProcess() {
        return Stream.of(
                Map.of(),
                Map.of(KnownAnnotations.PID, "4711"),
                Map.of(KnownAnnotations.START_TIME, "98765"),
                Map.of(KnownAnnotations.PID, "-1", KnownAnnotations.START_TIME, "98765"),
                Map.of(KnownAnnotations.PID, "4711", KnownAnnotations.START_TIME, "soon"),
                Map.of(KnownAnnotations.PID, "99999999999999999999", KnownAnnotations.START_TIME, "1"));
    }

    @ParameterizedTest
    @MethodSource("annotationsThatNameNoProcess")
    void podThatNamesNoProcessIsRefused(Map<String, String> annotations) {
        assertThatThrownBy(() -> rules.requireHolder(ROOT, pod("shop", "web-1", "web", annotations), WEB))
                .hasMessageStartingWith("FAILED_PRECONDITION")
                .hasMessageContaining("weft.io/");
    }
}
