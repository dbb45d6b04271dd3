package io.weft.examples;

import io.grpc.stub.StreamObserver;
import io.weft.examples.api.CatalogGrpc;
import io.weft.examples.api.Item;
import io.weft.examples.api.ListItemsRequest;
import io.weft.examples.api.ListItemsResponse;
import java.io.IOException;

/** What the shop sells. */
final class Catalog extends CatalogGrpc.CatalogImplBase {
    private static final ListItemsResponse ITEMS = ListItemsResponse.newBuilder()
            .addItems(item("kettle", "Kettle", 2990))
            .addItems(item("lamp", "Lamp", 4550))
            .addItems(item("loom", "Loom", 89_900))
            .build();

    static Program start(Options options) throws IOException {
        return GrpcPort.start(options.port(9000), new Catalog(), () -> {});
    }

    @Override
    public void listItems(ListItemsRequest request, StreamObserver<ListItemsResponse> reply) {
        reply.onNext(ITEMS);
        reply.onCompleted();
    }

    private static Item item(String id, String name, int priceCents) {
        return Item.newBuilder()
                .setId(id)
                .setName(name)
                .setPriceCents(priceCents)
                .build();
    }
}
