package io.weft.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;

/** What packages and classes are called, and how packages hang together. */
final class PackageRules {
    private static final Set<String> UNTELLING =
            Set.of("util", "utils", "common", "helper", "helpers", "impl", "misc", "controller", "service", "dto");

    private static final Set<String> EMPTY_ENDINGS = Set.of("Manager", "Processor", "Helper", "Impl", "Util", "Utils");

    /** Made by protoc, which puts no package-info beside it and lets messages of several files know each other. */
    private static final String[] GENERATED = {"api", "examples.api"};

    static final HouseRule PACKAGES_HAVE_NO_CYCLES = new HouseRule(
            "cycle",
            root -> slices().assignedFrom(onePerPackage(root))
                    .should()
                    .beFreeOfCycles()
                    .because(
                            "what knows each other cannot be read, tested or moved alone: move the shared word to the one"
                                    + " below, or let the lower call a listener"));

    static final HouseRule PACKAGES_ARE_NAMED_FOR_WHAT_THEY_DO = new HouseRule(
            "names",
            root -> classes()
                    .that()
                    .resideInAPackage(root.name() + "..")
                    .should(satisfy("reside in a package whose name tells what it does", type -> tells(root, type)))
                    .because("a drawer attracts everything, and a layer splits each feature: name the package after the"
                            + " feature or stage (io.weft.service itself is the module mesh-service)"));

    static final HouseRule CLASSES_ARE_NAMED_FOR_WHAT_THEY_DO = new HouseRule(
            "classnames",
            root -> classes()
                    .that()
                    .resideInAPackage(root.name() + "..")
                    .and()
                    .resideOutsideOfPackages(root.trees(GENERATED))
                    .should(satisfy(
                            "have a name whose end tells what it does",
                            type -> EMPTY_ENDINGS.stream().noneMatch(type.getSimpleName()::endsWith)))
                    .because("whatever manages, processes or helps may do anything, and soon does: name the class after"
                            + " its one job, an implementation after what makes it different"));

    static final HouseRule PACKAGES_ARE_NULL_MARKED = new HouseRule(
            "unmarked",
            root -> classes()
                    .that()
                    .resideInAPackage(root.name() + "..")
                    .and()
                    .resideOutsideOfPackages(root.trees(GENERATED))
                    .should(satisfy(
                            "reside in a package that is @NullMarked",
                            type -> type.getPackage().isAnnotatedWith(NullMarked.class)))
                    .because(
                            "NullAway reads marked packages only: add a package-info.java with purpose, starting points"
                                    + " and threading"));

    private PackageRules() {}

    private static boolean tells(Root root, JavaClass type) {
        String path = (type.getPackageName() + ".").substring(root.name().length() + 1);
        String below = path.startsWith("service.") ? path.substring("service.".length()) : path;
        return Arrays.stream(below.split("\\.", -1)).noneMatch(UNTELLING::contains);
    }

    private static SliceAssignment onePerPackage(Root root) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                boolean ours = Rules.inPackage(root.name() + "..")
                        .and(Rules.outside(root.trees(GENERATED)))
                        .test(type);
                return ours ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }

    private static ArchCondition<JavaClass> satisfy(String description, Predicate<JavaClass> test) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        type, test.test(type), type.getName() + " is in " + type.getPackageName()));
            }
        };
    }
}
