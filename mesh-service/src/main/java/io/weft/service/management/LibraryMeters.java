package io.weft.service.management;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes the libraries' metrics such as {@code promtool check metrics} wants them: each says what it is, and units are whole.
 *
 * @see "metrics, 12: every control-plane component"
 */
@Configuration(proxyBeanMethods = false)
public class LibraryMeters {
    private static final double NANOS = 1e9;
    private static final Map<String, String> HELP = Map.of(
            "http.server.requests", "Requests answered on the HTTP ports.",
            "http.server.requests.active", "Requests being answered on the HTTP ports.");

    /** Of the time that processors spent {@code process_cpu_seconds_total} tells; how many there are is known to the node. */
    private static final Set<String> LEFT_OUT = Set.of("process.cpu.time", "system.cpu.count", "jvm.compilation.time");

    @Bean
    static MeterFilter libraryMeters() {
        return new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                return LEFT_OUT.contains(id.getName()) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
            }

            @Override
            public Meter.Id map(Meter.Id id) {
                String help = id.getDescription() == null ? HELP.get(id.getName()) : null;
                return help == null
                        ? id
                        : new Meter.Id(id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), help, id.getType());
            }
        };
    }

    /** Under the name that every other Prometheus client gives it. */
    @Bean
    static MeterBinder processorSeconds() {
        return registry -> {
            if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
                FunctionCounter.builder("process.cpu", system, each -> each.getProcessCpuTime() / NANOS)
                        .baseUnit("seconds")
                        .description("Processor time, of user and system.")
                        .register(registry);
            }
        };
    }
}
