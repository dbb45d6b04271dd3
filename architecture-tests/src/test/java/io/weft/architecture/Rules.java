package io.weft.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.stream.Stream;

/** Small change for writing rules. */
final class Rules {
    private Rules() {}

    static ArchRule all(Stream<? extends ArchRule> rules, String because) {
        return CompositeArchRule.of(rules.toList()).because(because);
    }

    static DescribedPredicate<JavaClass> inPackage(String... patterns) {
        return resideInAnyPackage(patterns);
    }

    static DescribedPredicate<JavaClass> outside(String... patterns) {
        return resideOutsideOfPackages(patterns);
    }
}
