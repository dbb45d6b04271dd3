package io.weft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pairs are started with. */
class PairsTest {
    private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_stream_module.so");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "--modules-path=/usr/lib/nginx/modules --with-stream=dynamic --with-stream_ssl_module, load_module "
                + "/usr/lib/nginx/modules/ngx_stream_module.so;",
        "--modules-path=/usr/lib/nginx/modules --with-stream --with-stream_ssl_module, ''",
        "--with-http_v2_module --with-stream, ''"
    })
    void nginxPassesBytesOnIfItHasItsModule(String built, String directive) {
        assertThat(NginxStream.modules("configure arguments: " + built + "\n", MODULE::equals))
                .contains(directive);
    }

    @ParameterizedTest
    @CsvSource({
        "--modules-path=/elsewhere --with-stream=dynamic",
        "--modules-path=/usr/lib/nginx/modules --with-stream_ssl_module",
        "--with-stream=dynamic"
    })
    void nginxWithoutItsModuleIsLeftOut(String built) {
        assertThat(NginxStream.modules("configure arguments: " + built + "\n", MODULE::equals))
                .isEmpty();
    }

    @Test
    void scenariosAreThoseNamedOrAll() {
        assertThat(Scenario.parse("tcp,http1-small,tcp")).containsExactly(Scenario.HTTP1_SMALL, Scenario.TCP);
        assertThat(Scenario.parse("")).containsExactly(Scenario.values());
    }

    @Test
    void opaqueServiceIsAnnotatedAndThereWholeAtOnce() {
        OpaqueService.apply(folder, "bench", "weft-tcp-server", 8080);

        assertThat(folder).isDirectoryContaining("glob:**opaque-weft-tcp-server.yaml");
        assertThat(folder.toFile().list()).hasSize(1);
        assertThat(folder.resolve("opaque-weft-tcp-server.yaml")).hasContent("""
                apiVersion: v1
                kind: Service
                metadata:
                  namespace: bench
                  name: weft-tcp-server
                  annotations:
                    config.linkerd.io/opaque-ports: "8080"
                spec:
                  selector:
                    app: weft-tcp-server
                  ports:
                  - {name: opaque, port: 8080, targetPort: 8080}
                """);
    }

    @Test
    void haproxyReadsRequestsOrPassesBytesOnOrSpeaksHttp2ToAllSides() {
        try (Work work = Work.begin()) {
            Certificates certificates = new Certificates(work.folder());
            new Haproxy(certificates, Protocol.HTTP1).client(work, "10.42.0.7");
            new Haproxy(certificates, Protocol.TCP).client(work, "10.42.0.7");
            new Haproxy(certificates, Protocol.GRPC).client(work, "10.42.0.7");
            new Haproxy(certificates, Protocol.GRPC).server(work, "10.42.0.7", 8080);

            assertThat(work.read("haproxy-http1-client.cfg")).contains("mode http\n", "http-reuse", "127.0.0.1:15002");
            assertThat(work.read("haproxy-tcp-client.cfg"))
                    .contains("mode tcp\n", "127.0.0.1:15012", "10.42.0.7:15454 ssl")
                    .doesNotContain("http");
            assertThat(work.read("haproxy-grpc-client.cfg"))
                    .contains("mode http\n", "bind 127.0.0.1:15022 proto h2\n", ".pem alpn h2\n");
            assertThat(work.read("haproxy-grpc-server.cfg"))
                    .contains(".pem alpn h2\n", "server application 127.0.0.1:8080 proto h2\n");
        }
    }
}
