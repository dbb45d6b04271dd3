package io.weft.destination.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private final Map<ServiceId, String> world = new HashMap<>();
    private final List<ServiceId> joined = new ArrayList<>();
    private final ServiceId web = new ServiceId("shop", "web");
    private final ServiceId db = new ServiceId("shop", "db");
    private final Answers<ServiceId, String> answers = new Answers<>(world, id -> id, (question, last) -> {
        joined.add(question);
        return world.getOrDefault(question, "unknown");
    });

    @Test
    void manyWhoAskTheSameShareOneAnswer() {
        List<Watch<String>> watches = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            watches.add(answers.watch(web));
        }
        answers.refresh(web);

        assertThat(joined).containsExactly(web, web);
        assertThat(watches)
                .extracting(Watch::latest)
                .containsOnly(watches.getFirst().latest());
    }

    @Test
    void changeIsJoinedOnlyForWhoeverAsksAboutIt() {
        Watch<String> watch = answers.watch(web);
        answers.watch(db);
        joined.clear();
        world.put(web, "here");
        answers.refresh(web);

        assertThat(joined).containsExactly(web);
        assertThat(watch.latest().get()).isEqualTo("here");
    }

    @Test
    void changeNobodyAsksAboutCostsNothing() {
        answers.refresh(web);

        assertThat(joined).isEmpty();
    }

    @Test
    void answerThatStaysTheSameWakesNobody() {
        List<String> heard = new ArrayList<>();
        answers.watch(web).latest().subscribe(Runnable::run, heard::add);
        answers.refresh(web);
        answers.refreshAll();

        assertThat(heard).containsExactly("unknown");
    }

    @Test
    void questionLivesUntilItsLastWatchIsClosed() {
        Watch<String> one = answers.watch(web);
        Watch<String> two = answers.watch(web);
        one.close();
        one.close();
        assertThat(answers.size()).isEqualTo(1);

        two.close();
        assertThat(answers.size()).isZero();
        joined.clear();
        answers.refresh(web);
        answers.refreshAll();
        assertThat(joined).isEmpty();
    }

    @Test
    void readerMayCloseItsWatchWhileAnswersAreRefreshed() {
        Watch<String> watch = answers.watch(web);
        watch.latest().subscribe(Runnable::run, answer -> {
            if (answer.equals("here")) {
                watch.close();
            }
        });
        world.put(web, "here");
        answers.refreshAll();

        assertThat(answers.size()).isZero();
    }

    @Test
    void askingOnceLeavesNothingOpen() {
        assertThat(answers.ask(web)).isEqualTo("unknown");
        assertThat(answers.size()).isZero();
    }
}
