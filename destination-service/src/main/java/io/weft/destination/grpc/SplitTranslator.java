package io.weft.destination.grpc;

import io.weft.api.mesh.SplitLeaf;
import io.weft.api.mesh.SplitService;
import io.weft.api.mesh.SplitsUpdate;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.splits.Split;
import java.util.List;

/** Splits as viz sees them. Pure. */
final class SplitTranslator {
    private SplitTranslator() {}

    static SplitsUpdate toMessage(List<Split> splits) {
        SplitsUpdate.Builder update = SplitsUpdate.newBuilder();
        splits.forEach(split -> update.addSplits(toMessage(split)));
        return update.build();
    }

    private static io.weft.api.mesh.Split toMessage(Split split) {
        return io.weft.api.mesh.Split.newBuilder()
                .setKind(split.kind())
                .setNamespace(split.namespace())
                .setName(split.name())
                .setRule(split.rule())
                .setRules(split.rules())
                .setService(toMessage(split.service()))
                .addAllLeaves(
                        split.leaves().stream().map(SplitTranslator::toMessage).toList())
                .setOverridden(split.overridden())
                .build();
    }

    private static SplitLeaf toMessage(Split.Leaf leaf) {
        return SplitLeaf.newBuilder()
                .setService(toMessage(leaf.service()))
                .setPort(leaf.port())
                .setWeight(leaf.weight())
                .build();
    }

    private static SplitService toMessage(ServiceId service) {
        return SplitService.newBuilder()
                .setNamespace(service.namespace())
                .setName(service.name())
                .build();
    }
}
