package io.weft.cli.install;

import io.weft.cli.machine.MachineException;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * The version of images other than the command's own, from the environment: for who builds them. Never remembered in the cluster, so
 * that the next upgrade brings its own.
 *
 * @see "cli, 1"
 */
final class ImageVersion {
    static final String VARIABLE = "LINKERD_CONTAINER_VERSION_OVERRIDE";

    private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");
    private static final String VALUE = "linkerdVersion";

    private ImageVersion() {}

    /**
     * The values of a chart, with the environment's version unless they say one.
     *
     * @throws MachineException if it is no version an image can have
     */
    static ObjectNode over(ObjectNode values, Map<String, String> environment) {
        String version = environment.getOrDefault(VARIABLE, "");
        if (version.isEmpty() || !values.path(VALUE).asString("").isEmpty()) {
            return values;
        }
        if (!TAG.matcher(version).matches()) {
            throw new MachineException(VARIABLE + "=" + version
                    + " is no version of an image: letters, digits, '_', '.' and '-', 128 at most");
        }
        return values.deepCopy().put(VALUE, version);
    }
}
