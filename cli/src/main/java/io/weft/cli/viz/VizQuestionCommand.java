package io.weft.cli.viz;

import io.weft.cli.output.Console;
import io.weft.cli.output.Usage;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks viz-service one question, and prints what it answers. */
abstract class VizQuestionCommand implements Callable<Integer> {
    private final Console console;
    private final Function<VizPlace, VizApi> way;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final VizPlace place = new VizPlace();

    VizQuestionCommand(Console console, Function<VizPlace, VizApi> way) {
        this.console = console;
        this.way = way;
    }

    final Console console() {
        return console;
    }

    /**
     * Says what is asked, in the words of viz-service; what is empty is left out.
     *
     * @param currentNamespace which is meant where none is named
     * @throws IllegalArgumentException saying what cannot be asked
     */
    abstract void ask(SequencedMap<String, String> parameters, Supplier<String> currentNamespace);

    /** Asks just that, and prints the answer. */
    abstract void print(Viz viz, SequencedMap<String, String> parameters);

    @Override
    public final Integer call() {
        VizApi api = way.apply(place);
        SequencedMap<String, String> parameters = new LinkedHashMap<>();
        Usage.read(spec, () -> {
            ask(parameters, api::currentNamespace);
            return parameters;
        });
        print(new Viz(api), parameters);
        return 0;
    }
}
