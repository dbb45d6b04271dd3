package io.weft.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

/** Who is who among the modules, and what several rules say of a class. */
final class Modules {
    /** What every class may know. */
    static final String[] JDK = {"java..", "javax..", "org.jspecify.annotations.."};

    /** Control-plane services. */
    static final String[] SERVICES = {"destination", "identity", "injector", "ingress", "viz"};

    /** Whatever is started as a process of its own. */
    static final String[] PROGRAMS = {
        "destination", "identity", "injector", "ingress", "viz", "proxy", "init", "cli", "examples", "benchmarks"
    };

    private Modules() {}

    /** By the simple name of the outermost class: lambdas and nested classes count as part of it. */
    static DescribedPredicate<JavaClass> outermostNameEndsWith(String... endings) {
        return DescribedPredicate.describe("named …" + String.join(" or …", endings), type -> {
            for (String ending : endings) {
                if (outermost(type).endsWith(ending)) {
                    return true;
                }
            }
            return false;
        });
    }

    static DescribedPredicate<JavaClass> outermostNamed(String name) {
        return DescribedPredicate.describe(
                "named " + name, type -> outermost(type).equals(name));
    }

    private static String outermost(JavaClass type) {
        String name = type.getName().substring(type.getName().lastIndexOf('.') + 1);
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }
}
