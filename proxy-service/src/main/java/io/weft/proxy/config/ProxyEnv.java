package io.weft.proxy.config;

import io.weft.proxy.config.Variable.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads the environment. Every variable is judged before anything is refused, so that one run names every mistake.
 *
 * @see "proxy-env, 0: Value formats"
 */
public final class ProxyEnv {
    private static final int LONGEST_SHOWN = 200;
    private static final String UNDECODABLE = "\uFFFD";

    private final Values values;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private ProxyEnv(Values values) {
        this.values = values;
    }

    /**
     * Reads and checks the whole environment.
     *
     * @param environment as of {@link System#getenv()}; names the proxy does not know are ignored, with a warning where they
     *     look like its own
     * @throws ConfigException naming every variable that is missing or wrong
     */
    public static ProxyConfig read(Map<String, String> environment) {
        ProxyEnv reader = new ProxyEnv(new Values(environment));
        Variables.all().forEach(reader::judge);
        reader.warnOfStrangers(environment.keySet());
        Rules.check(reader.values, reader.problems, reader.warnings);
        if (!reader.problems.isEmpty()) {
            throw new ConfigException(reader.problems);
        }
        return new ConfigTree(reader.values).build(reader.warnings);
    }

    private <T> void judge(Variable<T> variable) {
        values.text(variable).ifPresentOrElse(text -> judge(variable, text), () -> missing(variable));
    }

    private void missing(Variable<?> variable) {
        if (variable.standing() == Standing.REQUIRED) {
            problems.add(variable.name() + " must be set: " + variable.format().allowed());
        }
    }

    private <T> void judge(Variable<T> variable, String text) {
        if (text.contains(UNDECODABLE)) {
            problems.add(variable.name() + " is not UTF-8 text, or the locale is not (LC_ALL=C.UTF-8)");
            return;
        }
        try {
            T read = variable.format().read(text);
            if (variable.standing() == Standing.NOT_YET
                    && !Values.fallback(variable).map(read::equals).orElse(false)) {
                warnings.add(variable.name() + " is set, but this version does not follow it");
            }
        } catch (IllegalArgumentException wrong) {
            complaints(variable)
                    .add(variable.name() + shown(variable, text) + " is not allowed; allowed: "
                            + variable.format().allowed());
        }
    }

    private List<String> complaints(Variable<?> variable) {
        return variable.standing() == Standing.LENIENT ? warnings : problems;
    }

    private static String shown(Variable<?> variable, String text) {
        if (!variable.format().shown()) {
            return " (" + text.length() + " characters)";
        }
        return "='" + (text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…") + "'";
    }

    private void warnOfStrangers(Set<String> names) {
        Set<String> known = Variables.all().stream().map(Variable::name).collect(Collectors.toSet());
        Set<String> strangers = names.stream()
                .filter(name -> name.startsWith(Variable.PREFIX) && !known.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        strangers.forEach(name -> warnings.add(name + " is not a variable of this proxy"));
    }
}
