package io.weft.service.admin;

import io.weft.testkit.port.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A whole Boot application with one page of an admin API and one beside it. */
final class ServiceWithApi implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final int port = FreePorts.take();
    final int management = FreePorts.take();
    private final ConfigurableApplicationContext context;

    ServiceWithApi(String... arguments) {
        context = SpringApplication.run(
                Application.class,
                Stream.concat(
                                Stream.of(
                                        "--server.port=" + port,
                                        "--management.server.port=" + management,
                                        "--spring.grpc.server.enabled=false"),
                                Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /** The status of a GET with these headers: name, value, name, value... */
    int status(int port, String path, String... headers) throws IOException, InterruptedException {
        return get(port, path, headers).statusCode();
    }

    HttpResponse<String> get(int port, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        AdminApi adminApi() {
            return new AdminApi("things", new ClassPathResource("openapi.json", ServiceWithApi.class));
        }

        @Bean
        Pages pages() {
            return new Pages();
        }
    }

    @RestController
    static final class Pages {
        @GetMapping("/api/v1/things")
        Map<String, String> things() {
            return Map.of("thing", "one");
        }

        @PostMapping("/webhook")
        Map<String, String> webhook() {
            return Map.of("allowed", "true");
        }
    }
}
