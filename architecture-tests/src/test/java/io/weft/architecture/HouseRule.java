package io.weft.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;

/**
 * One rule, with the place of the code that must offend it.
 *
 * @param fixture last part of the package under {@code io.weft.architecture.fixture} which plays the whole of Weft and
 *     holds a class named {@code Offender…} for each way to break the rule
 * @param under makes the rule for the package that plays {@code io.weft}; its {@code because} names the way out
 */
record HouseRule(String fixture, Function<Root, ArchRule> under) {
    ArchRule ofWeft() {
        return under.apply(Root.WEFT);
    }

    ArchRule ofFixture() {
        return under.apply(Root.ofFixture(fixture));
    }
}
