package io.weft.viz.external;

import java.io.Serial;
import java.util.Arrays;
import java.util.stream.Collectors;

/** There is no metric of that name; the message says which there are. */
final class UnknownMetricException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnknownMetricException(String metric) {
        super("there is no metric '" + metric + "', but "
                + Arrays.stream(ExternalMetric.values())
                        .map(ExternalMetric::text)
                        .collect(Collectors.joining(", ")));
    }
}
