package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the generator of a shop has counted so far: requests that it sent, and those that nobody failed on purpose. */
record ShopLoad(SharedMesh mesh, String namespace) {
    private static final int COUNTS = 8090;
    private static final int FEW = 100;

    /** Waits until it counts. */
    ShopLoad begun() {
        Eventually.until(this::counts, counts -> sent(counts) > FEW);
        return this;
    }

    /** Waits for some more requests, and until none of those since {@code before} failed. */
    void failedNoneSince(JsonNode before) {
        JsonNode after = sends(before, FEW);
        assertThat(after.path("unexpectedFailures").asLong())
                .as(after.toString())
                .isEqualTo(before.path("unexpectedFailures").asLong());
    }

    /** Waits until it has sent so many since {@code before}. */
    JsonNode sends(JsonNode before, long requests) {
        long wanted = sent(before) + requests;
        JsonNode after = Eventually.until(this::counts, counts -> sent(counts) > wanted);
        assertThat(sent(after)).isGreaterThan(wanted);
        return after;
    }

    static long sent(JsonNode counts) {
        return counts.path("sent").asLong();
    }

    JsonNode counts() {
        try (ForwardedPort load = ForwardedPort.to(mesh.client, mesh.pod(namespace, "load"), COUNTS)) {
            return JsonMapper.shared().readTree(load.text("/counts"));
        } catch (IOException notYet) {
            return JsonMapper.shared().createObjectNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
