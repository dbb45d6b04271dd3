package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.ServiceProfile.ResponseMatch;
import java.util.ArrayList;
import java.util.List;

/** Reads the conditions of response classes. What several members of one condition say must all hold. */
final class ResponseMatchReader {
    private static final int FIRST_STATUS = 100;
    private static final int LAST_STATUS = 599;

    private ResponseMatchReader() {}

    static ResponseMatch read(Field match) {
        match.objectOf("all", "any", "not", "status");
        List<ResponseMatch> parts = new ArrayList<>();
        match.get("all").ifPresent().ifPresent(all -> parts.add(new ResponseMatch.All(each(all))));
        match.get("any").ifPresent().ifPresent(any -> parts.add(new ResponseMatch.Any(each(any))));
        match.get("not").ifPresent().ifPresent(not -> parts.add(new ResponseMatch.Not(read(not))));
        match.get("status").ifPresent().ifPresent(status -> parts.add(status(status)));
        match.require(!parts.isEmpty(), "at least one of all, any, not and status is required");
        return parts.size() == 1 ? parts.getFirst() : new ResponseMatch.All(parts);
    }

    private static List<ResponseMatch> each(Field list) {
        return list.items(ResponseMatchReader::read);
    }

    /** One of both is that status alone; 0 counts as not said. */
    private static ResponseMatch status(Field range) {
        range.objectOf("min", "max");
        int min = code(range.get("min"));
        int max = code(range.get("max"));
        range.require(min != 0 || max != 0, "min, max or both are required");
        range.require(min == 0 || max == 0 || min <= max, "a min that is not above max is required");
        return new ResponseMatch.Status(min == 0 ? max : min, max == 0 ? min : max);
    }

    private static int code(Field field) {
        int code = field.countOr(0);
        field.require(
                code == 0 || (code >= FIRST_STATUS && code <= LAST_STATUS), "a status from 100 to 599 is allowed");
        return code;
    }
}
