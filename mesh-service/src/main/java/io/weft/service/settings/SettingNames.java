package io.weft.service.settings;

import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Refuses a setting directly below {@code mesh} that no service has: a slip in its name would leave the default in force. What
 * is below a service's own prefix is refused by that service's properties.
 *
 * <p>As Boot does, environment variables and system properties are let be: others set them too.
 */
public final class SettingNames implements EnvironmentAware {
    private static final ConfigurationPropertyName MESH = ConfigurationPropertyName.of("mesh");
    private static final Set<String> SHARED =
            Set.of("cluster-domain", "trust-domain", "control-plane-namespace", "cluster-networks");
    private static final Set<String> PREFIXES =
            Set.of("admin", "feed", "webhooks", "identity", "destination", "injector", "ingress", "viz");

    @Override
    public void setEnvironment(Environment environment) {
        UnboundElementsSourceFilter ours = new UnboundElementsSourceFilter();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (ours.apply(source) && source instanceof IterableConfigurationPropertySource names) {
                names.stream().filter(MESH::isAncestorOf).forEach(name -> require(name, source));
            }
        }
    }

    private static void require(ConfigurationPropertyName name, ConfigurationPropertySource source) {
        String given = name.getElement(1, Form.UNIFORM);
        boolean known =
                SHARED.stream().anyMatch(each -> each.replace("-", "").equals(given)) || PREFIXES.contains(given);
        if (!known) {
            var property = source.getConfigurationProperty(name);
            throw new InvalidSettingException(
                    name.toString(),
                    property == null ? "" : property.getValue(),
                    "There is no such setting. Below mesh. there are " + String.join(", ", new TreeSet<>(SHARED))
                            + ", and those of the services.");
        }
    }
}
