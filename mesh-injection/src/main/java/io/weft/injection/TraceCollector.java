package io.weft.injection;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Who takes a workload's spans.
 *
 * @param address host and port
 * @param account service account by which it is known
 * @param namespace of the account
 * @see "injection, 5: legacy tracing annotations"
 */
public record TraceCollector(String address, String account, String namespace) {
    /**
     * The one that annotations name, if they do.
     *
     * @param annotations of the workload
     * @param own namespace of the workload
     * @param usual where the annotations say nothing
     * @param warnings told of what cannot be read, and is ignored
     */
    public static TraceCollector of(
            Map<String, String> annotations, String own, TraceCollector usual, Consumer<String> warnings) {
        Annotations read = new Annotations(annotations, warnings);
        Optional<String> address = read.find(
                        ConfigAnnotation.TRACE_COLLECTOR, text -> AnnotationForm.ENDPOINT.apply(text.strip()))
                .map(JsonNode::asString);
        String account = read.find(ConfigAnnotation.TRACE_ACCOUNT, text -> AnnotationForm.ACCOUNT.apply(text.strip()))
                .map(JsonNode::asString)
                .orElse(usual.account);
        return new TraceCollector(
                address.orElse(usual.address),
                account,
                address.map(named -> namespaceOf(named, own)).orElse(usual.namespace));
    }

    /** By the name of the host; one of a single label is in the workload's {@code own}. */
    static String namespaceOf(String address, String own) {
        String[] labels = address.replaceFirst("\\.?:\\d+$", "").split("\\.", -1);
        return labels.length > 1 ? labels[1] : own;
    }
}
