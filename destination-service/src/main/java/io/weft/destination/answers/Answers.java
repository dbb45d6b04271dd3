package io.weft.destination.answers;

import io.weft.core.Latest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The open questions of one kind with their answers. A question is joined when it is first asked and whenever its subject
 * changes; readers wake only if the answer differs; those who ask the same share one answer; what nobody asks is forgotten.
 *
 * <p>Threading: safe from any thread. {@code join} runs under {@code lock}, which also guards whatever it reads.
 *
 * @param <Q> a question, with a meaningful {@code equals}
 * @param <A> an immutable answer, with a meaningful {@code equals}
 */
public final class Answers<Q, A> {
    /** How a question is answered. */
    public interface Join<Q, A> {
        /**
         * The answer now.
         *
         * @param previous the last one, of which equal parts may be used again; null at first
         */
        A answer(Q question, @Nullable A previous);
    }

    /**
     * An open question.
     *
     * @param readers how many ask it
     * @param changes how often the answer has changed since it was asked first
     */
    public record Asked<Q, A>(Q question, A answer, int readers, long changes) {}

    private final Object lock;
    private final Function<? super Q, ? extends Subject> subject;
    private final Join<Q, A> join;
    private final Map<Subject, Map<Q, Open>> open = new HashMap<>(); // guarded by lock

    public Answers(Object lock, Function<? super Q, ? extends Subject> subject, Join<Q, A> join) {
        this.lock = lock;
        this.subject = subject;
        this.join = join;
    }

    /** Joins at most once for all who ask the same. */
    public Watch<A> watch(Q question) {
        synchronized (lock) {
            Open entry = open.computeIfAbsent(subject.apply(question), any -> new HashMap<>())
                    .computeIfAbsent(question, Open::new);
            entry.watches++;
            return new Held(entry);
        }
    }

    /** The answer now, without a watch. */
    public A ask(Q question) {
        synchronized (lock) {
            return join.answer(question, null);
        }
    }

    /** Answers again what is asked about {@code changed}. */
    public void refresh(Subject changed) {
        synchronized (lock) {
            refresh(open.getOrDefault(changed, Map.of()));
        }
    }

    /** Answers again what is asked about any of {@code changed}. */
    public void refresh(Predicate<? super Subject> changed) {
        synchronized (lock) {
            List.copyOf(open.keySet()).stream().filter(changed).forEach(this::refresh);
        }
    }

    /** Answers everything again. */
    public void refreshAll() {
        synchronized (lock) {
            List.copyOf(open.values()).forEach(this::refresh);
        }
    }

    /** How many different questions are open. */
    public int size() {
        synchronized (lock) {
            return open.values().stream().mapToInt(Map::size).sum();
        }
    }

    /** All open questions as they are now, in no order. */
    public List<Asked<Q, A>> asked() {
        synchronized (lock) {
            return open.values().stream()
                    .flatMap(about -> about.values().stream())
                    .map(each -> new Asked<>(each.question, each.latest.get(), each.watches, each.changes))
                    .toList();
        }
    }

    private void refresh(Map<Q, Open> about) {
        List.copyOf(about.values()).forEach(Open::refresh);
    }

    private void close(Open entry) {
        if (--entry.watches == 0) {
            open.computeIfPresent(subject.apply(entry.question), (about, questions) -> {
                questions.remove(entry.question);
                return questions.isEmpty() ? null : questions;
            });
        }
    }

    private final class Open {
        final Q question;
        final Latest<A> latest;
        int watches; // guarded by lock
        long changes; // guarded by lock

        Open(Q question) {
            this.question = question;
            this.latest = new Latest<>(join.answer(question, null));
        }

        void refresh() {
            A last = latest.get();
            A next = join.answer(question, last);
            if (!next.equals(last)) {
                changes++;
                latest.set(next);
            }
        }
    }

    private final class Held implements Watch<A> {
        private final Open entry;
        private boolean closed; // guarded by lock

        Held(Open entry) {
            this.entry = entry;
        }

        @Override
        public Latest<A> latest() {
            return entry.latest;
        }

        @Override
        public void close() {
            synchronized (lock) {
                if (!closed) {
                    closed = true;
                    Answers.this.close(entry);
                }
            }
        }
    }
}
