package io.weft.cli.output;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes results as JSON: members in the order they are declared in, indented. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private static final JsonMapper ONE_LINE =
            MAPPER.rebuild().disable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** As {@link #of}, in one line. */
    public static String line(Object value) {
        return ONE_LINE.writeValueAsString(value);
    }

    /** {@code value} is made of records, lists, maps, text and numbers. */
    public static String of(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
