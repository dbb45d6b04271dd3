package io.weft.proxy.control;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers what watches of one kind said last when they were closed. A watch that is opened again asks anew; but if no answer
 * comes, because the control plane went away in the meantime, what is remembered counts. Of the questions that were open longest
 * ago the answers are forgotten, beyond so many.
 *
 * <p>Threading: safe from any thread.
 *
 * @param <K> a question, with a meaningful {@code equals}
 * @param <T> an immutable answer
 */
public final class LastAnswers<K, T> {
    /** How long an answer is waited for before what is remembered counts. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    /** How many answers are remembered. */
    static final int MOST = 500;

    private final EventLoop loop;
    private final Map<K, T> answers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, T> eldest) {
            return size() > MOST;
        }
    };

    /** {@code loop}: for the patience. */
    public LastAnswers(EventLoop loop) {
        this.loop = loop;
    }

    /** {@code asked}, just opened, with what is remembered behind it. Closing the result closes it. */
    public Watch<T> behind(K question, Watch<T> asked) {
        return new RememberingWatch<>(asked, get(question), loop, last -> put(question, last));
    }

    private synchronized Optional<T> get(K question) {
        return Optional.ofNullable(answers.get(question));
    }

    private synchronized void put(K question, Optional<T> last) {
        last.ifPresentOrElse(answer -> answers.put(question, answer), () -> answers.remove(question));
    }
}
