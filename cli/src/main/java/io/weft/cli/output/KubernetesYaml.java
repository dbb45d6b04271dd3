package io.weft.cli.output;

import io.weft.cli.machine.MachineException;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/** Reads and writes objects of Kubernetes as YAML or JSON, several in a stream. */
public final class KubernetesYaml {
    private static final LoadSettings SETTINGS = LoadSettings.builder().build();
    private static final YAMLMapper MAPPER = YAMLMapper.builder(YAMLFactory.builder()
                    .stringQuotingChecker(new LooksLikeSomethingElse())
                    .build())
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .build();

    private KubernetesYaml() {}

    /** Strings that would come back as something else without their quotes. */
    private static final class LooksLikeSomethingElse extends StringQuotingChecker.Default {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean needToQuoteValue(String value) {
            return super.needToQuoteValue(value) || !YamlTree.plain(value).isString();
        }
    }

    /**
     * The documents that are not empty; JSON is YAML too.
     *
     * @throws MachineException if the text cannot be parsed
     */
    public static List<JsonNode> read(String text) {
        List<JsonNode> documents = new ArrayList<>();
        try {
            for (Node document : new Compose(SETTINGS).composeAllFromString(text)) {
                JsonNode tree = YamlTree.of(document);
                if (!tree.isNull()) {
                    documents.add(tree);
                }
            }
        } catch (MarkedYamlEngineException broken) {
            String where = broken.getProblemMark()
                    .map(mark -> "line " + (mark.getLine() + 1) + ": ")
                    .orElse("");
            throw new MachineException(where + broken.getProblem(), broken);
        } catch (YamlEngineException broken) {
            throw new MachineException(String.valueOf(broken.getMessage()), broken);
        }
        return documents;
    }

    /** A stream of documents, each begun by {@code ---}, ended by a newline. */
    public static String write(List<? extends JsonNode> documents) {
        StringBuilder text = new StringBuilder();
        documents.forEach(each -> text.append("---\n").append(MAPPER.writeValueAsString(each)));
        return text.toString();
    }

    /** One JSON document per object, each ended by a newline. */
    public static String writeJson(List<? extends JsonNode> documents) {
        StringBuilder text = new StringBuilder();
        documents.forEach(each -> text.append(Json.of(each)).append('\n'));
        return text.toString();
    }
}
