package io.weft.viz.prometheus;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** How often a Prometheus asks the sidecars, by its configuration. Pure. */
final class ScrapeIntervals {
    private static final String JOB = "linkerd-proxy";
    private static final String KEY = "scrape_interval";

    private ScrapeIntervals() {}

    /** That of the job for sidecars, else of all jobs; empty where that cannot be read. */
    static Optional<Duration> of(String yaml) {
        try {
            Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            return read instanceof Map<?, ?> root ? ofJob(root).or(() -> ofAll(root)) : Optional.empty();
        } catch (YAMLException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> ofJob(Map<?, ?> root) {
        return root.get("scrape_configs") instanceof List<?> jobs
                ? jobs.stream()
                        .filter(job -> job instanceof Map<?, ?> map
                                && String.valueOf(map.get("job_name")).contains(JOB))
                        .findFirst()
                        .flatMap(job -> duration(((Map<?, ?>) job).get(KEY)))
                : Optional.empty();
    }

    private static Optional<Duration> ofAll(Map<?, ?> root) {
        return root.get("global") instanceof Map<?, ?> global ? duration(global.get(KEY)) : Optional.empty();
    }

    /** Prometheus writes {@code 1m30s}. */
    private static Optional<Duration> duration(@Nullable Object text) {
        try {
            Duration duration = Duration.parse("PT" + String.valueOf(text).toUpperCase(Locale.ROOT));
            return duration.isPositive() ? Optional.of(duration) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
