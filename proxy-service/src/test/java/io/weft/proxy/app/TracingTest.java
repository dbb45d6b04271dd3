package io.weft.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.proxy.config.Environments;
import io.weft.proxy.config.ProxyEnv;
import io.weft.proxy.trace.export.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** proxy-env, 2.1: HOSTNAME. */
class TracingTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void spansAreOfTheHostThatTheEnvironmentNames() {
        assertThat(resource("HOSTNAME", "web-0").attributes()).containsEntry("host.name", "web-0");
    }

    @Test
    void whereItNamesNoneTheSystemDoes() throws Exception {
        String ours = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();

        assertThat(resource("HOSTNAME", "").attributes()).containsEntry("host.name", ours);
        assertThat(resource("TRACE_SERVICE_NAME", "web").attributes()).containsEntry("host.name", ours);
    }

    private Resource resource(String variable, String value) {
        Map<String, String> environment = Environments.minimal(directory);
        Environments.set(environment, "TRACE_COLLECTOR_SVC_ADDR", "127.0.0.1:4317");
        Environments.set(environment, variable, value);
        return Tracing.resource(ProxyEnv.read(environment).tracing().orElseThrow());
    }
}
