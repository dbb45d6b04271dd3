package io.weft.cli.viz;

import io.weft.kubernetes.resource.LabelSelector;
import picocli.CommandLine.Option;

/** Labels that pods must have; mix it in. */
public final class SelectorOption {
    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description =
                    "Only pods labelled so: app=web, app!=web, app in (a,b), app notin (a,b), app, !app; commas between.")
    private String selector = "";

    /**
     * As it was written; empty: all pods.
     *
     * @throws IllegalArgumentException if it is no selector
     */
    public String text() {
        LabelSelector.parse(selector);
        return selector;
    }
}
