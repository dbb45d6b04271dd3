package io.weft.destination.grpc;

import io.weft.api.destination.HttpStatusRange;
import io.weft.api.destination.ResponseClass;
import io.weft.api.destination.ResponseMatch;
import io.weft.kubernetes.resource.ServiceProfile;
import java.util.List;

/** Which answers are failures. Pure. */
final class ResponseClassTranslator {
    private ResponseClassTranslator() {}

    static ResponseClass toMessage(ServiceProfile.ResponseClass said) {
        return ResponseClass.newBuilder()
                .setCondition(condition(said.condition()))
                .setIsFailure(said.failure())
                .build();
    }

    private static ResponseMatch condition(ServiceProfile.ResponseMatch match) {
        ResponseMatch.Builder message = ResponseMatch.newBuilder();
        switch (match) {
            case ServiceProfile.ResponseMatch.All(var matches) -> message.setAll(sequence(matches));
            case ServiceProfile.ResponseMatch.Any(var matches) -> message.setAny(sequence(matches));
            case ServiceProfile.ResponseMatch.Not(var negated) -> message.setNot(condition(negated));
            case ServiceProfile.ResponseMatch.Status(int min, int max) ->
                message.setStatus(HttpStatusRange.newBuilder().setMin(min).setMax(max));
        }
        return message.build();
    }

    private static ResponseMatch.Seq.Builder sequence(List<ServiceProfile.ResponseMatch> matches) {
        return ResponseMatch.Seq.newBuilder()
                .addAllMatches(
                        matches.stream().map(ResponseClassTranslator::condition).toList());
    }
}
