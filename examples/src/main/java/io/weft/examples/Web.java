package io.weft.examples;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.weft.examples.HttpPort.Answer;
import io.weft.examples.api.CastRequest;
import io.weft.examples.api.CatalogGrpc;
import io.weft.examples.api.Item;
import io.weft.examples.api.ListItemsRequest;
import io.weft.examples.api.VotesGrpc;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The shop's front: {@code GET /api/items}, {@code POST /api/vote?item=ID}, {@code GET /api/results}.
 *
 * <p>A vote refused on purpose becomes 409 with the gRPC status and message in the body; any other failure of a service
 * behind becomes 502 with the same members, and so do results that are not fresh.
 */
final class Web implements Program {
    private static final int DEADLINE_SECONDS = 5;
    private static final String PAGE = """
            <!doctype html><meta charset="utf-8"><title>Shop</title><h1>Shop</h1>
            <p><a href="/api/items">items</a> · <a href="/api/results">results</a></p>
            """;

    private final ManagedChannel catalog;
    private final ManagedChannel votes;
    private final ResultsWatch results;
    private final HttpPort port;

    private Web(Options options) throws IOException {
        catalog = Channels.open(options.target("catalog"));
        votes = Channels.open(options.target("votes"));
        double mostSilence = options.number("results-silence-ms", 5_000, 10, 60_000);
        results = new ResultsWatch(votes, Duration.ofMillis((long) mostSilence), System::nanoTime);
        results.open();
        results.awaitFirst(); // whoever finds us listening finds results
        port = HttpPort.start(options.port(8080), this::answer);
    }

    static Program start(Options options) throws IOException {
        return new Web(options);
    }

    @Override
    public int port() {
        return port.port();
    }

    private Answer answer(String method, String path, Map<String, String> query) {
        return switch (method + ' ' + path) {
            case "GET /" -> new Answer(200, "text/html", PAGE);
            case "GET /api/items" -> passOn(this::items);
            case "POST /api/vote" -> passOn(() -> vote(query.getOrDefault("item", "")));
            case "GET /api/results" -> passOn(() -> Answer.json(200, results.latest()));
            default -> Answer.notFound();
        };
    }

    private Answer items() {
        List<Item> items = CatalogGrpc.newBlockingStub(catalog)
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .listItems(ListItemsRequest.getDefaultInstance())
                .getItemsList();
        String json = items.stream().map(Web::json).collect(Collectors.joining(",", "[", "]"));
        return Answer.json(200, Map.of("items", new JsonText.Raw(json)));
    }

    private Answer vote(String item) {
        long count = VotesGrpc.newBlockingStub(votes)
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .cast(CastRequest.newBuilder().setItemId(item).build())
                .getVotes();
        return Answer.json(200, Map.of("votes", count));
    }

    private static Answer passOn(Supplier<Answer> call) {
        try {
            return call.get();
        } catch (StatusRuntimeException e) {
            return failure(e.getStatus().getCode() == Votes.REFUSED.getCode() ? 409 : 502, e.getStatus());
        }
    }

    private static Answer failure(int code, Status status) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("status", status.getCode().name());
        members.put("error", String.valueOf(status.getDescription()));
        return Answer.json(code, members);
    }

    private static String json(Item item) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", item.getId());
        members.put("name", item.getName());
        members.put("priceCents", item.getPriceCents());
        return JsonText.object(members);
    }

    @Override
    public void close() {
        port.close();
        results.close();
        catalog.shutdown();
        votes.shutdown();
    }
}
