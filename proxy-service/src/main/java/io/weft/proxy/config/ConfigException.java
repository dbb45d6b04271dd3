package io.weft.proxy.config;

import java.util.List;

/** What must be put right before the proxy can start. The program says all of it and exits with {@link #EXIT_CODE}. */
public final class ConfigException extends RuntimeException {
    /** Exit code of a program that was configured wrongly. */
    public static final int EXIT_CODE = 64;

    private final transient List<String> problems;

    /** @param problems one sentence each; not empty */
    public ConfigException(List<String> problems) {
        super("invalid configuration:\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    public ConfigException(String problem) {
        this(List.of(problem));
    }

    /** One sentence each: the variable, its value unless that is confidential, and what is allowed. */
    public List<String> problems() {
        return problems;
    }
}
