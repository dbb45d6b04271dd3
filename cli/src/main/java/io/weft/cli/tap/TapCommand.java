package io.weft.cli.tap;

import io.weft.cli.output.Console;
import io.weft.cli.output.Usage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints requests as they pass, until interrupted.
 *
 * @see "cli, 9.4"
 */
@Command(
        name = "tap",
        description = "Print requests and their answers as they pass.",
        footer = {
            "",
            "Examples:",
            "  linkerd tap -n shop deploy/web                       what web receives and sends",
            "  linkerd tap -n shop deploy/web --to deploy/catalog   what web sends to catalog",
            "  linkerd tap -n shop ns/shop --path /items -o json    one object a line, with headers"
        })
public final class TapCommand implements Callable<Integer> {
    private final Console console;
    private final Function<TapPlace, TapSource> way;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final TapPlace place = new TapPlace();

    @Mixin
    private final TapOptions options = new TapOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "wide|json|jsonpath=TEMPLATE|har",
            converter = TapForm.Converter.class,
            description = "wide: with all labels; json: with headers too; jsonpath: parts of that, as {.source.ip};"
                    + " har: an HTTP archive, whole once this ends.")
    private TapForm form = TapForm.of("lines");

    @Parameters(arity = "1..2", paramLabel = "TYPE/NAME", description = "deploy, po, ns, sts, ...")
    private List<String> resource = new ArrayList<>();

    public TapCommand(Console console) {
        this(console, place -> place.open(console));
    }

    TapCommand(Console console, Function<TapPlace, TapSource> way) {
        this.console = console;
        this.way = way;
    }

    @Override
    public Integer call() {
        try (TapSource source = way.apply(place)) {
            TapQuestion question =
                    Usage.read(spec, () -> options.question(resource, source.currentNamespace(), form.headers()));
            if (form.isArchive()) {
                archive(source, question);
            } else {
                print(source, question);
            }
        }
        return 0;
    }

    private void print(TapSource source, TapQuestion question) {
        source.look(question, event -> console.print(form.line().apply(event)));
    }

    /** Ctrl-C, which is how this usually ends, must leave a whole document. */
    private void archive(TapSource source, TapQuestion question) {
        try (TapHar har = new TapHar(console::print, InstantSource.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(har::close));
            source.look(question, har::take);
        }
    }
}
