package io.weft.proxy.balance;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The power of two choices: of two distinct ready candidates drawn at random, the cheaper one. Weights stretch the cost: a
 * candidate of half the ordinary weight looks twice as loaded.
 */
public final class P2cPicker {
    private final RandomGenerator random;

    public P2cPicker(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Draws one.
     *
     * @param ready any number; none of weight 0 is drawn unless all are
     * @return empty if there is none; a tie goes to the first drawn
     */
    public <T extends Candidate> Optional<T> pick(List<T> ready, long now) {
        int size = ready.size();
        if (size < 2) {
            return size == 0 ? Optional.empty() : Optional.of(ready.getFirst());
        }
        int first = random.nextInt(size);
        int second = random.nextInt(size - 1);
        T one = ready.get(first);
        T other = ready.get(second < first ? second : second + 1);
        return Optional.of(cost(other, now) < cost(one, now) ? other : one);
    }

    private static double cost(Candidate candidate, long now) {
        int weight = candidate.endpoint().weight();
        return weight == 0 ? Double.MAX_VALUE : candidate.load(now) / weight;
    }
}
