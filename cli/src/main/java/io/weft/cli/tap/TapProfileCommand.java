package io.weft.cli.tap;

import io.weft.cli.inject.OutputForm;
import io.weft.cli.machine.MachineException;
import io.weft.cli.output.Console;
import io.weft.cli.output.Usage;
import io.weft.cli.profile.ProfileRoute;
import io.weft.cli.profile.ServiceProfile;
import io.weft.cli.viz.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints a ServiceProfile made from the requests that a workload receives now.
 *
 * @see "cli, 9.5"
 */
@Command(
        name = "profile",
        description = "Print a ServiceProfile, made from the requests that a workload receives now.",
        footer = {"", "Example:", "  linkerd viz profile -n shop --tap deploy/web web | kubectl apply -f -"})
public final class TapProfileCommand implements Callable<Integer> {
    private static final float MOST_RPS = 100;

    private final Console console;
    private final Function<TapPlace, TapSource> way;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final TapPlace place = new TapPlace();

    @Option(
            names = "--tap",
            paramLabel = "TYPE/NAME",
            required = true,
            description = "Whose requests: deploy, po, ns, sts, ...")
    @SuppressWarnings("NullAway.Init") // required
    private String resource;

    @Option(
            names = "--tap-duration",
            paramLabel = "DURATION",
            description = "How long they are looked at. Default: ${DEFAULT-VALUE}.",
            defaultValue = "5s")
    private Duration duration = Duration.ofSeconds(5);

    @Option(
            names = "--tap-route-limit",
            paramLabel = "N",
            description = "How many routes are enough. Default: ${DEFAULT-VALUE}.")
    private int most = 20;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "The service's. Default: that of the context, or default.")
    private @Nullable String namespace;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private OutputForm output = OutputForm.yaml;

    @Parameters(paramLabel = "SERVICE", description = "Its name.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private String service;

    public TapProfileCommand(Console console) {
        this(console, place -> place.open(console));
    }

    TapProfileCommand(Console console, Function<TapPlace, TapSource> way) {
        this.console = console;
        this.way = way;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (TapSource source = way.apply(place)) {
            String where = namespace == null ? source.currentNamespace() : namespace;
            ServiceProfile profile = new ServiceProfile(service, where, source.clusterDomain());
            TapQuestion question = Usage.read(spec, () -> question(where));
            output.print(List.of(profile.with(seen(source, question))), console);
        }
        return 0;
    }

    private TapQuestion question(String where) {
        if (most < 1) {
            throw new IllegalArgumentException("--tap-route-limit must be positive");
        }
        Resource target = Resource.single(List.of(resource));
        return new TapQuestion(target, where, Optional.empty(), where, MOST_RPS, "", "", "", "", "", false);
    }

    /** Looks on a thread that does not keep the process alive: a tap has no end of its own. */
    private List<ProfileRoute> seen(TapSource source, TapQuestion question) throws InterruptedException {
        SeenRoutes routes = new SeenRoutes(most);
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        Thread.ofPlatform().daemon().name("tap").start(() -> {
            try {
                source.look(question, routes::add);
            } catch (RuntimeException e) {
                failure.set(e);
            } finally {
                routes.end();
            }
        });
        routes.await(duration.toNanos());
        List<ProfileRoute> found = routes.routes();
        if (found.isEmpty()) {
            RuntimeException why = failure.get();
            throw why == null
                    ? new MachineException(resource + " received no request within " + duration.toSeconds() + "s")
                    : why;
        }
        return found;
    }
}
