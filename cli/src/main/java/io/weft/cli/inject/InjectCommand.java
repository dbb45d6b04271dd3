package io.weft.cli.inject;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.output.Console;
import io.weft.injection.Annotating;
import io.weft.injection.ConfigAnnotation;
import io.weft.injection.Injection;
import io.weft.injection.SkipReason;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks for sidecars in manifests: adds the annotations that the webhook reads.
 *
 * @see "cli, 5"
 */
@Command(
        name = "inject",
        description = "Add to manifests the annotations by which their pods get a sidecar, or the sidecar itself.",
        footer = {
            "",
            "Examples:",
            "  linkerd inject web.yaml | kubectl apply -f -                          a file",
            "  kubectl get deploy -o yaml | linkerd inject - | kubectl apply -f -    what runs already"
        })
public final class InjectCommand implements Callable<Integer> {
    private static final Map<SkipReason, String> CONCERNS = Map.of(
            SkipReason.HOST_NETWORK, "pods that use the host's network are skipped",
            SkipReason.SIDECAR_EXISTS, "pods that have a sidecar already are skipped",
            SkipReason.DISABLED, "pods annotated linkerd.io/inject: disabled are skipped",
            SkipReason.INVALID_AT_WORKLOAD, "pods whose linkerd.io/inject has no valid value are skipped");

    private final Console console;
    private final InputStream input;
    private final Function<ClusterOptions, Cluster> opening;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final ProxyOptions proxy = new ProxyOptions();

    @Mixin
    private final InjectOptions more = new InjectOptions();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--manual", description = "Add the sidecar itself, as the injector of the cluster would.")
    private boolean manual;

    @Mixin
    private final ManifestOptions manifests = new ManifestOptions();

    public InjectCommand(Console console) {
        this(console, System.in, ClusterOptions::open);
    }

    InjectCommand(Console console, InputStream input, Function<ClusterOptions, Cluster> opening) {
        this.console = console;
        this.input = input;
        this.opening = opening;
    }

    @Override
    public Integer call() {
        SequencedMap<String, String> annotations = annotations();
        InjectReport report = new InjectReport();
        UnaryOperator<ObjectNode> sidecar = manual ? sidecar() : UnaryOperator.identity();
        manifests.change(
                new ManifestChange((document, told) -> inject(document, annotations, sidecar, told)),
                report,
                input,
                console);
        return 0;
    }

    private UnaryOperator<ObjectNode> sidecar() {
        try (Cluster open = opening.apply(cluster)) {
            return ManualInjection.of(open, cluster.controlPlane())::inject;
        }
    }

    private SequencedMap<String, String> annotations() {
        try {
            SequencedMap<String, String> annotations = new LinkedHashMap<>(more.annotations());
            annotations.putAll(proxy.annotations());
            return annotations;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static ObjectNode inject(
            ObjectNode document,
            SequencedMap<String, String> annotations,
            UnaryOperator<ObjectNode> sidecar,
            InjectReport report) {
        return switch (document.path("kind").asString("")) {
            case "Namespace" -> namespace(document, annotations, report);
            case "Service" -> service(document, annotations.get(ConfigAnnotation.OPAQUE_PORTS), report);
            default -> workload(document, annotations, sidecar, report);
        };
    }

    private static ObjectNode namespace(
            ObjectNode document, SequencedMap<String, String> annotations, InjectReport report) {
        report.supported();
        report.outcome(document, "annotated");
        return Annotating.annotate(document, annotations);
    }

    private static ObjectNode service(ObjectNode document, @Nullable String opaque, InjectReport report) {
        report.outcome(document, opaque == null ? "skipped" : "annotated");
        return opaque == null ? document : Annotating.annotate(document, Map.of(ConfigAnnotation.OPAQUE_PORTS, opaque));
    }

    private static ObjectNode workload(
            ObjectNode document,
            SequencedMap<String, String> annotations,
            UnaryOperator<ObjectNode> sidecar,
            InjectReport report) {
        List<SkipReason> reasons = Injection.reasonsAgainst(document);
        if (!reasons.contains(SkipReason.UNSUPPORTED)) {
            report.supported();
            if (Injection.hasUdpPorts(document)) {
                report.concern("UDP does not pass the proxy", document);
            }
        }
        reasons.stream()
                .map(CONCERNS::get)
                .filter(Objects::nonNull)
                .forEach(concern -> report.concern(concern, document));
        report.outcome(document, reasons.isEmpty() ? "injected" : "skipped");
        return reasons.isEmpty() ? sidecar.apply(Annotating.annotate(document, annotations)) : document;
    }
}
