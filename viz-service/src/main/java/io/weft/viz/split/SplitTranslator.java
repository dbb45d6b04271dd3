package io.weft.viz.split;

import io.weft.api.mesh.SplitLeaf;
import io.weft.api.mesh.SplitService;
import io.weft.api.mesh.SplitsUpdate;
import java.util.List;

/** Messages of the Splits API to our words. Pure. */
final class SplitTranslator {
    private SplitTranslator() {}

    static List<Split> splits(SplitsUpdate message) {
        return message.getSplitsList().stream().map(SplitTranslator::split).toList();
    }

    private static Split split(io.weft.api.mesh.Split message) {
        return new Split(
                message.getKind(),
                message.getNamespace(),
                message.getName(),
                message.getRule(),
                message.getRules(),
                target(message.getService()),
                message.getLeavesList().stream().map(SplitTranslator::leaf).toList(),
                message.getOverridden());
    }

    /** A weight that is no number of ours is none. */
    private static Split.Leaf leaf(SplitLeaf message) {
        return new Split.Leaf(target(message.getService()), message.getPort(), Math.max(0, message.getWeight()));
    }

    private static Split.Target target(SplitService message) {
        return new Split.Target(message.getNamespace(), message.getName());
    }
}
