package io.weft.cli.inject;

import io.weft.cli.output.Console;
import io.weft.cli.output.KubernetesYaml;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How manifests are printed. */
public enum OutputForm {
    yaml {
        @Override
        public void print(List<? extends JsonNode> documents, Console console) {
            console.out().print(KubernetesYaml.write(documents));
            console.out().flush();
        }
    },
    json {
        @Override
        public void print(List<? extends JsonNode> documents, Console console) {
            console.out().print(KubernetesYaml.writeJson(documents));
            console.out().flush();
        }
    };

    /** To standard output. */
    public abstract void print(List<? extends JsonNode> documents, Console console);
}
