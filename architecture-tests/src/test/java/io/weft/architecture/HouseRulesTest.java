package io.weft.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HouseRulesTest {
    private static final List<Class<?>> HOMES =
            List.of(ModuleRules.class, ControlPlaneRules.class, ProxyRules.class, PackageRules.class, CodeRules.class);

    private static final JavaClasses WEFT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("io/weft/architecture"))
            .importPackages(Root.WEFT.name());

    @ParameterizedTest
    @MethodSource("rules")
    void allModulesKeepTheRule(HouseRule rule) {
        rule.ofWeft().check(WEFT);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyOffenderIsCaughtAndNobodyElseWithThem(HouseRule rule) {
        JavaClasses fixture = new ClassFileImporter()
                .importPackages(Root.ofFixture(rule.fixture()).name());
        Set<String> offenders = fixture.stream()
                .map(JavaClass::getName)
                .filter(name -> name.matches(".*\\.Offender[^.$]*"))
                .collect(Collectors.toSet());

        List<String> details =
                rule.ofFixture().evaluate(fixture).getFailureReport().getDetails();

        assertThat(details).isNotEmpty().allMatch(line -> line.contains(".Offender"));
        assertThat(named(details, offenders)).isEqualTo(offenders);
    }

    @Test
    void everyModuleIsLookedAt() {
        assertThat(WEFT.stream()
                        .map(type -> type.getPackageName().split("\\.", -1))
                        .filter(parts -> parts.length > 2)
                        .map(parts -> parts[2])
                        .distinct())
                .containsExactlyInAnyOrder(
                        "core",
                        "api",
                        "kubernetes",
                        "injection",
                        "service",
                        "testkit",
                        "destination",
                        "identity",
                        "injector",
                        "ingress",
                        "viz",
                        "proxy",
                        "init",
                        "cli",
                        "examples",
                        "benchmarks");
    }

    @Test
    void everyRuleHasAFixtureOfItsOwn() {
        assertThat(rules().map(rule -> rule.getPayload().fixture())).doesNotHaveDuplicates();
    }

    static Stream<Named<HouseRule>> rules() {
        return HOMES.stream()
                .flatMap(home -> Arrays.stream(home.getDeclaredFields()))
                .filter(field -> field.getType() == HouseRule.class)
                .map(HouseRulesTest::rule);
    }

    private static Set<String> named(List<String> details, Set<String> classes) {
        return classes.stream()
                .filter(name -> Pattern.compile(Pattern.quote(name) + "\\b")
                        .matcher(String.join("\n", details))
                        .find())
                .collect(Collectors.toSet());
    }

    private static Named<HouseRule> rule(Field field) {
        try {
            return Named.of(field.getName(), (HouseRule) field.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
