package io.weft.injector.settings;

import io.weft.injection.ChartValues;
import io.weft.injection.InjectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads the settings of injection from two files, again whenever {@link #run} is called; a file that cannot be read is reported,
 * and what was read before stays.
 *
 * <p>Threading: one thread runs it, any thread asks {@link #current}.
 */
public final class MountedSettings implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(MountedSettings.class);
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Path values;
    private final Path anchors;
    private final String controlPlaneNamespace;
    private volatile InjectionSettings current;

    /**
     * @param values the chart's values as YAML, complete
     * @param anchors PEM
     * @throws IOException if a file cannot be read at first
     */
    public MountedSettings(Path values, Path anchors, String controlPlaneNamespace) throws IOException {
        this.values = values;
        this.anchors = anchors;
        this.controlPlaneNamespace = controlPlaneNamespace;
        this.current = read();
    }

    public InjectionSettings current() {
        return current;
    }

    @Override
    public void run() {
        try {
            InjectionSettings next = read();
            if (!next.equals(current)) {
                current = next;
                LOG.info("injection's settings were read anew");
            }
        } catch (IOException unreadable) {
            LOG.warn("injection's settings stay as they are: {}", unreadable.getMessage());
        }
    }

    private InjectionSettings read() throws IOException {
        String pem = Files.readString(anchors);
        if (!pem.contains("-----BEGIN CERTIFICATE-----")) {
            throw new IOException(anchors + " holds no certificate");
        }
        try {
            JsonNode tree = YAML.readTree(Files.readString(values));
            if (!(tree instanceof ObjectNode root) || !root.path("proxy").isObject()) {
                throw new IOException(values + " does not hold the values of chart linkerd-control-plane");
            }
            ChartValues chart = new ChartValues(root);
            return new InjectionSettings(
                    controlPlaneNamespace, chart, pem, InjectionSettings.Origin.WEBHOOK, chart.text("linkerdVersion"));
        } catch (JacksonException malformed) {
            throw new IOException(values + " is not YAML: " + malformed.getOriginalMessage(), malformed);
        }
    }
}
