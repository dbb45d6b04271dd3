package io.weft.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Adds {@code mesh-defaults.properties} below every other source, so that any of them may say otherwise. */
final class MeshDefaults implements EnvironmentPostProcessor {
    private static final String FILE = "mesh-defaults.properties";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource(FILE, load()));
    }

    private static Map<String, Object> load() {
        Properties properties = new Properties();
        try (@Nullable InputStream in = MeshDefaults.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from the class path of mesh-service");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> defaults = new TreeMap<>();
        properties.forEach((name, value) -> defaults.put((String) name, value));
        return defaults;
    }
}
